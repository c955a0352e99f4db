/** How busy the machine is: how many times longer work takes than on a core of its own, 1 or more. */

const WORK_MS = 100;

export function slowdown(): number {
  const before = process.cpuUsage();
  const since = performance.now();
  for (;;) {
    const { user, system } = process.cpuUsage(before);
    const worked = (user + system) / 1000;
    if (worked >= WORK_MS) return Math.max(1, (performance.now() - since) / worked);
  }
}
