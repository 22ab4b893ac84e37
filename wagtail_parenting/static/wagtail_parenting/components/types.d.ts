/** Types of the components, for the checker and for whoever reads them: browsers never ask for this file. */

import type { ParentingElement } from "./base.js";

// --- What the API answers ---

/** Some of a longer list; its ends are cursors, or null. */
export type Run = { count: number; items: Comment[]; previous: string | null; next: string | null };
export type CommentList = Run & { shown_depth: number; order: string };

/** Of a tombstone there is no author, and no html. `replies` are null among the replies of another. */
export type Comment = {
  id: number;
  meta: { html_url: string };
  page: { id: number };
  parent_id: number | null;
  depth: number;
  in_reply_to: { id: number; name: string | null } | null;
  status: string;
  author: { name: string; url: string | null; badge: string | null; initials: string; colour: string; avatar: string | null } | null;
  html: string | null;
  created_at: string;
  edited_at: string | null;
  edited_by_team: boolean;
  pinned: boolean;
  likes: number;
  replies: Run | null;
  recent_post: { title: string; url: string } | null;
  body: string | null;
  editable_until: string | null;
  liked: boolean;
  is_own: boolean;
  /** In the answer to what was sent only. */
  email_confirmation?: string;
};

/** What a form needs before it can be sent. */
export type FormNeeds = { open: boolean; rules: string; form_token: string; needs: string[]; altcha: any; solution?: Promise<string> };
export type FieldError = { loc: (string | number)[]; msg: string };

// --- readers.js ---

export type Control = HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement;
export type Values = Record<string, any>;

/** What went wrong, in words for a reader. */
export type Told = (host: ParentingElement, error: any) => string;

/** A button that does one thing at a time, and says beside itself what went wrong. */
export type Button = (host: ParentingElement, part: string, text: string, act: (button: HTMLButtonElement) => any) => HTMLButtonElement;

/** A control with its label, room for its error, and a hint. */
export type Field = (name: string, label: string, control: Control, hint?: string) => HTMLElement;

/** A form that is sent once at a time. What the browser or the API finds wrong stands beside its field, all else above the buttons; what was typed stays. */
export type MakeForm = (
  host: ParentingElement,
  part: string,
  verb: string,
  send: (values: Values) => Promise<void>,
  cancel: (() => void) | undefined,
  ...content: any[]
) => { element: HTMLFormElement; complain: (error: any) => void };

/** Keeps what is typed below `name` until it is sent. */
export type KeepDraft = (control: Control, name: string) => void;

/** Sends one thing, with the token of its form and the solution of its riddle; each is replaced when it is refused. */
export type Sender = (host: ParentingElement, formPath: string, path: string) => {
  open: () => Promise<FormNeeds>;
  send: (body: Values, tries?: number) => Promise<any>;
};

// --- comments.js ---

/** Answers a further part of a list. */
export type AskRun = (cursor: string) => Promise<Run>;
/** A list that grows at both ends, as far as its reader asks; `label` is that of the button at an end. */
export type MakeRun = (run: Run, ask: AskRun, label: (end: string, shown: number) => string) => HTMLElement;
/** A comment, or its place in the list with its replies below it. */
export type MakeItem = (comment: Comment) => HTMLElement;
/** What one may do with a comment, and below it what that opens. */
export type MakeActions = (comment: Comment, article: HTMLElement) => Node[];
/** The form for a comment, or for a reply to one. */
export type MakeWriting = (part: string, parent?: Comment, cancel?: () => void) => HTMLElement;
/** Shows a new comment where it belongs, and goes there. */
export type Place = (sent: Comment, parent?: Comment) => void;
