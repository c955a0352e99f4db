;;; The stories that Emacs runs; its own configuration is that of docs/editors/emacs.md.  -*- lexical-binding: t -*-
;; `STORY' names one.  Each tells what was seen, as JSON in `OUT'; `PAGE' is a file that holds the expected page.

(require 'json)
(setq make-backup-files nil create-lockfiles nil auto-save-default nil)
(setq eglot-report-progress 'messages) ; there is no mode line to be read in batch
(set-language-environment "UTF-8")

(defvar told nil "What was seen, an alist.")
(defvar source nil "The code's buffer.")
(defvar expected (with-temp-buffer (insert-file-contents (getenv "PAGE")) (buffer-string)))

(defun tell (name value) (setf (alist-get name told) value))

(defun wait-for (what holds)
  (let ((end (+ (float-time) 20)) seen)
    (while (and (not (setq seen (funcall holds))) (< (float-time) end))
      (accept-process-output nil 0.02)
      (sit-for 0.01))
    (or seen (error "Waited in vain for %s" what))))

(defun open ()
  (find-file (getenv "FILE"))
  (setq source (current-buffer))
  (eglot-ensure)
  (run-hooks 'post-command-hook)
  (wait-for "the server" (lambda () (and (eglot-managed-p) (eglot-current-server)))))

(defun mark-lines (first last)
  (goto-char (point-min))
  (forward-line (1- first))
  (set-mark (point))
  (forward-line (- last first))
  (end-of-line)
  (setq transient-mark-mode t)
  (activate-mark))

(defun document (first last)
  (mark-lines first last)
  (call-interactively #'blockguide-document)
  (deactivate-mark))

(defun shown ()
  (wait-for "a page" (lambda () (not (eq (window-buffer (selected-window)) source))))
  (window-buffer (selected-window)))

(defun text-of (buffer) (with-current-buffer buffer (buffer-substring-no-properties (point-min) (point-max))))

(defun watch (page enough)
  "Watch PAGE grow until ENOUGH of its text; tell its sizes and its text."
  (let (sizes)
    (unwind-protect
        (wait-for "the page's text"
                  (lambda ()
                    (let ((text (text-of page)))
                      (unless (eql (car sizes) (length text)) (push (length text) sizes))
                      (tell 'text text)
                      (funcall enough text))))
      (tell 'sizes (vconcat (reverse sizes))))))

(defun expected-p (text) (equal text expected))
(defun words-p (text) (string-match-p "Description\n-+\n+[[:alnum:]`]" text))
(defun cancelled-p (text) (string-match-p "This guide is not whole" text))

(defun hover (line)
  "What eldoc shows of LINE of the code."
  (switch-to-buffer source)
  (goto-char (point-min))
  (forward-line (1- line))
  (back-to-indentation)
  (let (seen)
    (eglot-hover-eldoc-function (lambda (text &rest _) (setq seen (or text ""))))
    (wait-for "the hover" (lambda () seen))
    (substring-no-properties seen)))

(defun hover-at-last (line)
  "What eldoc shows of LINE when the work has ended."
  (let (text)
    (wait-for "the end of the work"
              (lambda () (not (string-match-p "Being written" (setq text (hover line))))))
    text))

(defun keep (page)
  (with-current-buffer page
    (save-buffer)
    (tell 'name buffer-file-name)))

(defun story-whole ()
  (open)
  (document 4 11)
  (let ((page (shown)))
    (watch page #'expected-p)
    (keep page)
    (tell 'windows (length (window-list))))
  (tell 'hover (hover-at-last 6))
  (mark-lines 4 11)
  (let ((titles (mapcar (lambda (action) (plist-get action :title))
                        (eglot-code-actions (region-beginning) (region-end)))))
    (tell 'titles (vconcat titles))))

(defun story-grows ()
  (open)
  (document 4 11)
  (let ((page (shown)))
    (watch page #'words-p)
    (tell 'hover (hover 6))
    (watch page #'expected-p)
    (keep page)))

(defun story-cancel ()
  (open)
  (document 4 11)
  (let ((page (shown)))
    (watch page #'words-p)
    (switch-to-buffer page)
    (call-interactively #'blockguide-cancel)
    (watch page #'cancelled-p)))

(defun story-close ()
  (open)
  (document 4 11)
  (let ((page (shown)) (eglot-autoshutdown nil))
    (watch page #'words-p)
    (kill-buffer source)
    (watch page #'cancelled-p)))

(defun story-types ()
  "The person writes into a page that grows; the guide comes in another one."
  (open)
  (document 4 11)
  (let ((page (shown)))
    (watch page #'words-p)
    (with-current-buffer page
      (goto-char (point-min))
      (insert "My own words.\n"))
    (tell 'mine (text-of page))
    (wait-for "the guide beside it"
              (lambda ()
                (let ((beside (window-buffer (selected-window))))
                  (and (not (memq beside (list page source))) (expected-p (text-of beside))))))
    (tell 'name (buffer-file-name (window-buffer (selected-window))))
    (tell 'text (text-of page))))

(defun pages () (file-expand-wildcards (expand-file-name "pages/*.md" (getenv "BLOCKGUIDE_CACHE_DIR"))))

(defun story-file ()
  "In an Emacs that opens no documents, the page is a file."
  (open)
  (document 4 11)
  (wait-for "the page's file" #'pages)
  (tell 'name (car (pages)))
  (tell 'same-window (eq (window-buffer (selected-window)) source))
  (tell 'hover (hover-at-last 6)))

(defun story-file-cancel ()
  (open)
  (document 4 11)
  (wait-for "words" (lambda () (string-match-p "Being written" (hover 6))))
  (call-interactively #'blockguide-cancel)
  (wait-for "the end of the work" (lambda () (not (string-match-p "Being written" (hover 6)))))
  (tell 'pages (vconcat (pages))))

(defun story-hover ()
  "A hover writes the offline guide, if it is set so."
  (open)
  (let (text)
    (wait-for "the guide of the hover"
              (lambda () (string-match-p "Checked" (setq text (hover 6)))))
    (tell 'hover text)))

(defun story-silence ()
  (open)
  (tell 'hover (hover 6)))

(condition-case why
    (funcall (intern (concat "story-" (getenv "STORY"))))
  (error (tell 'failure (error-message-string why))))
(let ((json (json-encode told)) (coding-system-for-write 'utf-8))
  (with-temp-file (getenv "OUT") (insert json)))
(dolist (buffer (buffer-list)) (with-current-buffer buffer (set-buffer-modified-p nil)))
(kill-emacs 0)
