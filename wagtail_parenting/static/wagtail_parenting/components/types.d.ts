/** Types of the components, for the checker and for whoever reads them: browsers never ask for this file. */

import type { ParentingElement } from "./base.js";
import type { ParentingLinkUp } from "./linkup.js";
import type { ReaderElement } from "./readers.js";

// --- What the API answers ---

export type ShareLink = { id: string; label: string; kind: string; href: string | null };
export type Share = { url: string | null; title: string; text: string; targets: ShareLink[] };

/** Some of a longer list; its ends are cursors, or null. */
export type Run = { count: number; items: Comment[]; previous?: string | null; next?: string | null };
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

/** An edition of a link-up, of its page that which is shown. */
export type Edition = {
  id: number;
  meta: { html_url: string };
  state: "upcoming" | "open" | "closed";
  opens_at: string;
  closes_at: string;
  max_entries: number | null;
  entry_count: number;
  series: { id: number } | null;
};
export type EntryList = { count: number; order: string; items: Entry[]; next: string | null };
/** Of an answer of `resolve/`. */
export type LinkUp = { page: Edition; entries: EntryList };

/** A link in an edition. Withdrawn, it has no author. */
export type Entry = {
  id: number;
  meta: { html_url: string };
  number: number;
  url: string;
  title: string;
  blog: string;
  author: string | null;
  description: string;
  picture: { url: string; width: number; height: number } | null;
  sponsored: boolean;
  sensitive: boolean;
  status: "approved" | "held";
  preview: "pending" | "ready" | "failed";
  backlink: "unknown" | "found" | "missing" | "blocked" | null;
  picked: boolean;
  likes: number;
  visit_url: string;
  liked: boolean;
  is_own: boolean;
  editable_until: string | null;
  /** In the answer to what was sent only. */
  email_confirmation?: string;
  /** The key of a text that is told once. */
  news?: string;
};

/** What a form needs before it can be sent. */
export type FormNeeds = {
  open: boolean;
  rules: string;
  form_token: string;
  needs: string[];
  altcha?: any;
  solution?: Promise<string>;
  rules_version: string;
  permalink: boolean;
  backlink: string;
};
export type FieldError = { loc: (string | number)[]; msg: string | Node };

// --- readers.js ---

export type Control = HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement;
export type Values = Record<string, any>;

/** A component that shows a list: it is given one, or asks for it. */
export type Filled = ReaderElement & {
  /** The name by which it is given what it shows, as `resolve/` has it: then the first paint asks for nothing. */
  property: string;
  given: any;
  /** What the ids of the things in it begin with. */
  prefix: string;
  /** Draws what stands around its box, and what stands in it. */
  frame: (given: any) => void;
  fill: (found: any) => void;
  /** Asks for what it shows. */
  load: (given: any) => Promise<any>;
  /** Shows the thing of that id with what stands around it. */
  loadWith: (id: string) => Promise<void>;
  [property: string]: any;
};

/** What went wrong, in words for a reader. */
export type Told = (host: ParentingElement, error: any) => string;

/** A button that does one thing at a time, and says beside itself what went wrong. `key` is that of its text. */
export type Button = (host: ParentingElement, part: string, key: string, act: (button: HTMLButtonElement) => any) => HTMLButtonElement;

/** A choice among texts, whose keys are `prefix` and the value. */
export type Choice = (host: ParentingElement, values: string[], prefix?: string) => HTMLSelectElement;

/** The choice of an order, by which `sort` asks for the list again. */
export type Sorter = (host: ParentingElement, values: string[], sort: (order: string) => Promise<void>) => HTMLSelectElement;

/** A control with its label, room for its error, and a hint. */
export type Field = (name: string, label: string, control: Control, hint?: string) => HTMLElement;

/** A field of one line, labelled and kept by its name: what somebody says of herself. */
export type Line = (host: ParentingElement, name: string, props?: Record<string, string>, hint?: string) => HTMLElement;

/** A form that is sent once at a time. What the browser or the API finds wrong stands beside its field, all else above the buttons; what was typed stays. */
export type MakeForm = (
  host: ParentingElement,
  part: string,
  verb: string,
  send: (values: Values) => Promise<void>,
  cancel: (() => void) | undefined,
  ...content: any[]
) => { element: HTMLFormElement; complain: (error: any) => void };

/** What somebody wrote, and may like, edit, withdraw or report. */
export type Written = { status: string; is_own: boolean; liked: boolean; likes: number; editable_until: string | null };
/** A button that opens what `open` makes; what others have opened goes. */
export type Opener = (key: string, open: (cancel: () => void) => HTMLElement) => HTMLElement;
/** One that opens a form. */
export type Asker = (key: string, verb: string, send: (values: Values) => Promise<void>, content: () => any[]) => HTMLElement;
/** What one may do with `thing`, which the API has at `path`, and below it what that opens. `make` draws it anew, `fields` and `changes` are those of an edit. */
export type Actions = <Thing extends Written>(
  host: ReaderElement,
  thing: Thing,
  path: string,
  article: HTMLElement,
  make: (thing: Thing) => HTMLElement,
  reasons: string[],
  fields: () => any[],
  more?: (opener: Opener) => HTMLElement | false,
  changes?: (values: Values) => Values,
) => Node[];

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
/** The form for a comment, or for a reply to one. */
export type MakeWriting = (part: string, parent?: Comment, cancel?: () => void) => HTMLElement;
/** Shows a new comment where it belongs, and goes there. */
export type Place = (sent: Comment, parent?: Comment) => void;

// --- linkup.js ---

/** The card of an entry; `isAsked`: also of a sensitive one. */
export type MakeEntry = (entry: Entry, isAsked?: boolean) => HTMLElement;

// --- linkup-bloggers.js ---

/** A box to tick, with its label and its hint. */
export type Check = (host: ParentingElement, name: string, key: string, isOn: boolean) => HTMLElement;
export type MakeFlags = (host: ParentingElement, isOn: { sponsored: boolean; sensitive: boolean }) => HTMLElement[];
/** Completes the form for a link, first its address alone. Answers what is done when it is sent: show the rest, then send all. */
export type Writing = (host: ParentingLinkUp, url: HTMLInputElement, rest: HTMLElement) => (values: Values) => Promise<void>;
export type PlaceEntry = (host: ParentingLinkUp, sent: Entry) => void;
export type EditFields = (host: ParentingLinkUp, entry: Entry) => HTMLElement[];
export type Changes = (entry: Entry) => (values: Values) => Values;
export type Attend = (host: ParentingLinkUp, entry: Entry, article: HTMLElement) => void;
