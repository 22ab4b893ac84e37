// A small program against the types that openapi-typescript makes from our OpenAPI document.
// It runs nowhere: `tsc --strict` accepting it is the test (make types).
import type { components, operations } from "./openapi";

type ArticleList = components["schemas"]["ArticleList"];
type Article = components["schemas"]["AdviceArticlePageSchema"];
type Block = NonNullable<Article["body"]>[number];
type Query = NonNullable<operations["parenting_articles"]["parameters"]["query"]>;
type WrittenArticle = components["schemas"]["AdviceArticlePageCreateSchema"];
type Problem = components["schemas"]["Problem"];

export const query: Query = { tag: ["b, c", "R&D"], age_months: 6, order: "-published_at", limit: 20 };

// @ts-expect-error an order that the document does not know
export const wrongOrder: Query = { order: "best" };

export function titles(list: ArticleList): string[] {
  return list.items.map((item) => `${item.title} (${item.authors.map((a) => a.name).join(", ")})`);
}

export function headline(block: Block): string {
  switch (block.type) {
    case "paragraph":
      return block.value.slice(0, 20);
    case "heading":
      return `${block.value.level}: ${block.value.text}#${block.value.anchor}`;
    case "care_card":
      return block.value.level === "emergency" ? block.value.phone : block.value.heading;
    case "image":
      return block.value.srcset[0]?.url ?? block.value.src;
    case "table":
      return block.value.rows[0]?.[0] ?? block.value.caption;
    case "expander":
      return block.value.body.map((inner) => inner.type).join(" ");
    case "milestones":
      return String(block.value.age_months ?? "");
    default:
      return block.type;
  }
}

export function wrongBlock(block: Block): string {
  if (block.type !== "heading") return "";
  // @ts-expect-error a heading has no answer
  return block.value.answer;
}

export const written: WrittenArticle = {
  meta: { type: "parenting_pages.AdviceArticlePage", parent_id: 3, action: "publish" },
  title: "Night",
  hero_image: 7,
  hero_alt: "A cot",
  authors: [{ contributor_id: 2 }],
  stages: [1],
  tags: ["safe sleep"],
  body: [
    { type: "heading", value: { text: "Why?", level: "h2" } },
    { type: "table", value: { rows: [["Age", "Hours"]], header_row: true } },
  ],
};

export function explain(problem: Problem): string {
  return `${problem.code}: ${problem.errors.map((error) => error.loc.join(".")).join(", ")}`;
}

type Head = NonNullable<Article["head"]>;

export function metadata({ head, structured_data: data }: Article): (string | null)[] {
  if (!head) return [];
  const languages: Head["alternates"][number]["locale"][] = head.alternates.map(({ locale }) => locale);
  return [head.title, head.canonical, head.og.image, ...languages, data?.slice(0, 1) ?? null];
}
