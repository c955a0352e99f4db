/** The server's life: found, started, watched, started again when it dies, stopped. */

import type { ChildProcess } from 'node:child_process';
import { tmpdir } from 'node:os';
import * as vscode from 'vscode';
import type {
  CloseAction,
  ErrorAction,
  ErrorHandler,
  LanguageClient,
  Middleware,
} from 'vscode-languageclient/node';
import { type KeyParams, NOTIFY_SET_KEY } from '../protocol';
import { Backoff } from './backoff';
import type { GuideClient } from './client';
import type { Compiled } from './compiled';
import { environment, words } from './environment';
import { findInterpreter } from './interpreter';
import { isDown, problemOf, ServiceProblem, type ServiceState } from './state';

// The library's own values, without the library: it is loaded with the client.
const CONTINUE: ErrorAction.Continue = 1;
const DO_NOT_RESTART: CloseAction.DoNotRestart = 1;

export interface ServiceWishes {
  readonly channel: vscode.LogOutputChannel;
  readonly hover: NonNullable<Middleware['provideHover']>;
  /** The directories that hold the server's packages. */
  readonly libraries: (version: string) => readonly string[];
  readonly compiled: Compiled;
  /** The key of a model's endpoint, or an empty string. */
  readonly key: () => Promise<string>;
}

export class Service implements vscode.Disposable {
  private client: GuideClient | null = null;
  /** The last client whose server ended unasked: the library tells of one end in two ways. */
  private lost: GuideClient | null = null;
  private current: ServiceState = { kind: 'stopped' };
  private readonly backoff = new Backoff();
  private readonly changes = new vscode.EventEmitter<ServiceState>();
  private readonly connections = new vscode.EventEmitter<LanguageClient>();
  private starting: Promise<void> | null = null;
  private stopping: Promise<void> | null = null;
  /** How often it was stopped: what began before knows by it that it is no longer wanted. */
  private stops = 0;
  private disposed = false;
  private key = '';
  private preparing: ChildProcess | null = null;

  readonly onDidChange = this.changes.event;
  /** A client that is about to start: the place to register notifications. */
  readonly onWillConnect = this.connections.event;

  constructor(private readonly wishes: ServiceWishes) {}

  get state(): ServiceState {
    return this.current;
  }

  /** The interpreter that runs the server, and its environment; null while none was found. */
  launch: { readonly interpreter: string; readonly env: NodeJS.ProcessEnv } | null = null;

  /** Starts the server unless it runs; returns when it does, or when it is known that it cannot. */
  start(): Promise<void> {
    if (this.starting !== null) return this.starting;
    const { stops } = this;
    const starting = this.begin()
      .catch(error => this.fail(error, stops))
      .finally(() => {
        if (this.starting === starting) this.starting = null;
      });
    this.starting = starting;
    return starting;
  }

  /** Starts the server anew; one that is being started, and may never answer, is left. */
  async restart(): Promise<void> {
    await this.stop();
    this.backoff.forgive();
    await this.start();
  }

  /** Another Python may be the right one now: the server moves to it, and stays where it is the same. */
  async reconsider(): Promise<void> {
    const choice = await findInterpreter().catch(() => null);
    const isSame = choice?.kind === 'found' && choice.executable === this.launch?.interpreter;
    const isWell = this.current.kind === 'running' || this.starting !== null;
    if (!isSame || !isWell) await this.restart();
  }

  stop(): Promise<void> {
    this.stopping ??= this.end().finally(() => {
      this.stopping = null;
    });
    return this.stopping;
  }

  private async end(): Promise<void> {
    this.stops += 1;
    this.starting = null;
    this.preparing?.kill();
    this.preparing = null;
    const client = this.client;
    this.client = null;
    if (client !== null) {
      // A client that never started, or died, cannot be stopped; its library ends what is left of it.
      await client.dispose(2000).catch(() => {});
    }
    this.become({ kind: 'stopped' });
  }

  /** Whether a client is the one that asks now; it is not when another has come in its place, or is about to. */
  serves(client: LanguageClient): boolean {
    return this.client === client;
  }

  /** The running client; starts it, also with a Python that was not there before, and waits out a restart.
   *
   * @throws ServiceProblem when there is none.
   */
  async ready(): Promise<LanguageClient> {
    let isSought = false;
    while (!this.disposed) {
      // While it stops to be started again it is neither running nor stopped yet.
      await this.stopping;
      const { kind } = this.current;
      if (this.client !== null && kind === 'running') return this.client;
      if (kind === 'given-up' || (isSought && isDown(this.current))) break;
      if (kind === 'restarting') await this.settled();
      else {
        isSought = true;
        await this.start();
      }
    }
    throw new ServiceProblem(problemOf(this.current), this.current.kind);
  }

  /** The key is another: a server that runs is told, and keeps it in its memory alone. */
  async renewKey(): Promise<void> {
    this.key = await this.wishes.key();
    if (this.client !== null && this.current.kind === 'running') await this.tellKey(this.client);
  }

  /** The environment of a command that runs beside the server, for as long as its work. */
  environment(): NodeJS.ProcessEnv {
    return { ...this.launch?.env, ...(this.key === '' ? {} : { BLOCKGUIDE_API_KEY: this.key }) };
  }

  /** Ends the server for good; returns when it has ended. */
  close(): Promise<void> {
    this.disposed = true;
    return this.stop();
  }

  dispose(): void {
    void this.close();
    this.changes.dispose();
    this.connections.dispose();
  }

  private async begin(): Promise<void> {
    if (this.client !== null && this.current.kind === 'running') return;
    const { stops } = this;
    this.launch = null;
    this.become({ kind: 'starting' });
    const [choice, key] = await Promise.all([findInterpreter(), this.wishes.key()]);
    if (stops !== this.stops) return;
    this.key = key;
    if (choice.kind === 'none') {
      this.become({ kind: 'no-python', tried: choice.tried });
      return;
    }
    const launch = {
      interpreter: choice.executable,
      libraries: this.wishes.libraries(choice.version),
      compiled: this.wishes.compiled.directory,
    };
    const env = environment(launch, process.env);
    this.launch = { interpreter: choice.executable, env };
    this.preparing = this.wishes.compiled.prepare(choice.executable, env);
    const { channel, hover } = this.wishes;
    channel.info(`Python ${choice.version} (${choice.candidate.origin}): ${choice.executable}`);
    const { GuideClient, IS_RUNNING } = await import('./client');
    if (stops !== this.stops) return;
    const server = { command: choice.executable, args: words('serve'), options: { cwd: tmpdir(), env } };
    const errors: ErrorHandler = {
      error: () => ({ action: CONTINUE, handled: true }),
      closed: () => ({ action: DO_NOT_RESTART, handled: true, message: this.died(client) }),
    };
    const client: GuideClient = new GuideClient({ server, channel, hover, errors });
    const running: ServiceState = { kind: 'running', python: choice.executable, version: choice.version };
    client.onDidChangeState(({ newState }) => {
      if (newState !== IS_RUNNING || this.client !== client) return;
      // Before anybody hears that it runs: what is asked then is asked with the key.
      if (this.key !== '') void this.tellKey(client);
      this.become(running);
    });
    this.client = client;
    this.connections.fire(client);
    try {
      await client.start();
    } catch (error) {
      if (this.client !== client) return;
      channel.error(`The server did not start: ${error instanceof Error ? error.message : String(error)}`);
      channel.warn(this.died(client));
    }
  }

  /** A start came to nothing, in a way that nobody foresaw; one that is no longer wanted is only logged. */
  private fail(error: unknown, stops: number): void {
    const why = error instanceof Error ? error.message : String(error);
    this.wishes.channel.error(`The server was not started: ${why}`);
    if (stops === this.stops) this.become({ kind: 'failed', why });
  }

  private tellKey(client: LanguageClient): Promise<void> {
    const params: KeyParams = { key: this.key };
    return client.sendNotification(NOTIFY_SET_KEY, params).catch(() => {});
  }

  /** A client's server has ended: the current one's is started again, with whatever Python there is then.
   *
   * The library would start the same command again, and nobody would hear that it is gone.
   *
   * @returns what the log is to say.
   */
  private died(client: GuideClient): string {
    if (this.client !== client || this.lost === client || this.disposed) return 'The server ended.';
    this.lost = client;
    const wait = this.backoff.died(Date.now());
    if (wait === null) {
      this.become({ kind: 'given-up' });
      return 'The server ended, and is not started again by itself.';
    }
    this.become({ kind: 'restarting' });
    setTimeout(() => {
      if (this.client === client) void this.start();
    }, wait);
    return `The server ended. It is started again in ${wait} ms.`;
  }

  /** Returns when the wait before another start is over, or cut short. */
  private settled(): Promise<void> {
    return new Promise(resolve => {
      const waiting = this.onDidChange(state => {
        if (state.kind === 'restarting') return;
        waiting.dispose();
        resolve();
      });
    });
  }

  private become(state: ServiceState): void {
    this.current = state;
    if (!this.disposed) this.changes.fire(state);
  }
}
