// The example frontend says by hand what it expects of the API. Here the types that are made from
// the OpenAPI document must fit it: `tsc --strict` accepting this is the test (make types).
import type { components, paths } from "./openapi";
import type * as Frontend from "./frontend-types";

type Schemas = components["schemas"];
type Answer<Path extends keyof paths> = paths[Path] extends {
  get: { responses: { 200: { content: { "application/json": infer Body } } } };
}
  ? Body
  : never;

export const list = (body: Answer<"/api/v3/parenting/articles/">): Frontend.ArticleList => body;
export const facets = (body: Answer<"/api/v3/parenting/facets/">): Frontend.Facets => body;
export const site = (body: Answer<"/api/v3/parenting/site/">): Frontend.Site => body;
export const person = (body: Answer<"/api/v3/parenting/people/{slug}/">): Frontend.Person => body;
export const share = (body: Schemas["Share"]): Frontend.Share => body;
export const shareBlock = (body: Schemas["ShareButtonsValue"]): Frontend.ShareButtonsValue => body;
export const comments = (body: Answer<"/api/v3/parenting/comments/">): Frontend.CommentList => body;
export const commentsBlock = (body: Schemas["CommentsValue"]): Frontend.CommentsValue => body;
export const me = (body: Answer<"/api/v3/parenting/readers/me/">): Frontend.Me => body;
export const subscriptions = (
  body: Answer<"/api/v3/parenting/readers/me/subscriptions/">,
): Frontend.SubscriptionList => body;
export const confirmed = (body: Schemas["ConfirmedReader"]): Frontend.ConfirmedReader => body;
export const problem = (body: Schemas["Problem"]): Frontend.Problem => body;

type Resolved = Answer<"/api/v3/parenting/resolve/">;
/** What stands around a page, whatever its type. */
export const resolved = (
  body: Omit<Extract<Resolved, { outcome: "page" }>, "page">,
): Omit<Frontend.ResolvedPage, "page"> => body;
export const redirection = (
  body: Extract<Resolved, { outcome: "redirect" }>,
): Frontend.Redirection => body;

export const current = (
  body: Answer<"/api/v3/parenting/linkups/current/">,
): Frontend.EditionCard => body;
export const editions = (
  body: Answer<"/api/v3/parenting/linkups/editions/">,
): Frontend.EditionList => body;
export const entries = (
  body: Answer<"/api/v3/parenting/linkups/{page_id}/entries/">,
): Frontend.EntryList => body;
export const draws = (
  body: Answer<"/api/v3/parenting/linkups/{page_id}/draws/">,
): Frontend.DrawList => body;

type Fields = Pick<Schemas["AdviceArticlePageSchema"], keyof Frontend.ArticleFields>;
/** Wagtail types every text that has a default as optional and nullable; none of these is null. */
type Texts = "standfirst" | "disclosure" | "sponsor" | "reading_time";
type Whole = { [Name in keyof Fields]-?: Name extends Texts ? NonNullable<Fields[Name]> : Exclude<Fields[Name], undefined> };

export const article = (fields: Whole): Frontend.ArticleFields => fields;

/** The same of link-ups: null only where it is named. */
type Known<Fields, Nullable extends keyof Fields> = {
  [Name in keyof Fields]-?: Name extends Nullable ? Exclude<Fields[Name], undefined> : NonNullable<Fields[Name]>;
};
type SeriesFields = Pick<Schemas["LinkUpSeriesPageSchema"], keyof Frontend.SeriesFields>;
export const series = (fields: Known<SeriesFields, "hero" | "current">): Frontend.SeriesFields => fields;
type EditionFields = Pick<Schemas["LinkUpPageSchema"], keyof Frontend.EditionFields>;
export const edition = (
  fields: Known<EditionFields, "number" | "series" | "previous" | "next">,
): Frontend.EditionFields => fields;
