/**
 * The shapes of what the API answers, as `wagtail_parenting/api/shapes/` defines them.
 * Types only: nothing here runs. Times are ISO 8601; every `path` is relative to this site.
 */

/** @typedef {{ url: string, width: number, format: string }} PictureSource */
/** @typedef {{ id: string, label: string, kind: "link"|"native"|"copy"|"print"|"qr", href: string|null }} ShareLink */
/** @typedef {{ url: string|null, title: string, text: string, image: Picture|null, hashtags: string[], targets: ShareLink[] }} Share */
/** @typedef {{ heading: string, layout: "row"|"icons"|"list", targets: ShareLink[] }} ShareButtonsValue */
/** @typedef {{ heading: string, edition: EditionCard, entries: number }} LinkUpValue */

/**
 * @typedef {object} Picture
 * @property {number} id
 * @property {string} alt empty when decorative
 * @property {boolean} decorative
 * @property {string} caption
 * @property {string} credit
 * @property {number} width of `src`
 * @property {number} height of `src`
 * @property {string} src
 * @property {PictureSource[]} srcset
 * @property {string|null} colour placeholder until the picture has loaded
 */

/** @typedef {{ id: number, title: string, url: string, filename: string, size_bytes: number | null, mime_type: string }} File */
/** @typedef {{ label: string, url: string }} ProfileLink */
/** @typedef {{ id: number, slug: string, name: string }} PersonCard */
/** @typedef {PersonCard & { role: string, credentials: string, bio: string, picture: Picture|null, links: ProfileLink[], path: string }} Person */
/** @typedef {{ id: number, slug: string, name: string, parent: { id: number, slug: string, name: string }|null }} Topic */
/** @typedef {{ name: string, slug: string }} Tag */
/** @typedef {{ id: number, slug: string, name: string, from_months: number|null, to_months: number|null, from_weeks: number|null, to_weeks: number|null }} Stage */
/** @typedef {{ id: number, title: string, path: string }} PageReference */
/** @typedef {{ number: number, title: string, publisher: string, url: string, read_on: string|null }} Source */

/** @typedef {{ open: boolean, closes_at: string|null, count: number, thread_count: number }} CommentCounts */
/** @typedef {CommentCounts & { placement: "block"|"end"|"none" }} PageComments */
/** @typedef {{ heading: string }} CommentsValue */
/** @typedef {{ name: string }} CommentAuthor */
/** @typedef {{ id: number, meta: { html_url: string }, page: PageReference, status: "approved"|"held"|"tombstone", author: CommentAuthor|null, html: string|null, created_at: string }} Comment what this site itself reads of one */
/** @typedef {{ count: number, order: "oldest"|"newest"|"top", shown_depth: number, items: Comment[], previous: string|null, next: string|null }} CommentList */

/** @typedef {{ url: string, width: number, height: number }} EntryPicture */
/** @typedef {{ id: number, number: number, edition: { number: number|null, path: string }, title: string, blog: string, author: string, description: string, picture: EntryPicture|null, sponsored: boolean, sensitive: boolean, likes: number, visit_url: string }} Entry what this site itself reads of one */
/** @typedef {{ count: number, items: Entry[], next: string|null }} EntryList */
/** @typedef {"upcoming"|"open"|"closed"} EditionState */
/** @typedef {PageReference & { number: number|null }} EditionReference */
/** @typedef {EditionReference & { series: PageReference|null, state: EditionState, opens_at: string, closes_at: string, max_entries: number|null, entry_count: number }} EditionCard */
/** @typedef {{ count: number, items: EditionCard[], next: string|null }} EditionList */
/** @typedef {{ id: number, announced: string, announced_at: string, pool: { edition: string, numbers: number[], hash: string }|null, closed_at: string|null, sealed_at: string|null, count: number, value: string|null, excluded: number[], winners: number[], reason: string, drawn_at: string|null }} Draw */
/** @typedef {{ items: Draw[] }} DrawList */
/** @typedef {"monday"|"tuesday"|"wednesday"|"thursday"|"friday"|"saturday"|"sunday"} Weekday */
/** @typedef {{ zone: string, open_weekday: Weekday, open_time: string, close_weekday: Weekday, close_time: string, every_weeks: number }} LinkUpSchedule by the wall clock of `zone` */

/** @typedef {{ email: string|null, name: string, website: string, comments: Comment[], next: string|null }} Me */
/** @typedef {{ topic: string, title: string, created_at: string }} Subscription */
/** @typedef {{ items: Subscription[] }} SubscriptionList */
/** @typedef {{ reader_token: string, name: string, next: string }} ConfirmedReader */

/**
 * @typedef {object} ArticleCard
 * @property {number} id
 * @property {string} type
 * @property {string} path
 * @property {string} title
 * @property {string} standfirst
 * @property {Picture|null} hero
 * @property {PersonCard[]} authors
 * @property {PageReference|null} section
 * @property {Stage[]} stages
 * @property {Topic[]} topics
 * @property {Tag[]} tags
 * @property {number} reading_time minutes
 * @property {string} published_at
 * @property {string} updated_at
 * @property {string|null} last_reviewed
 * @property {CommentCounts|null} [comments] in lists
 * @property {string} html_url
 * @property {string|null} detail_url
 */

/** @typedef {{ count: number, items: ArticleCard[], next: string|null }} ArticleList */
/** @typedef {Topic & { count: number }} TopicFacet */
/** @typedef {Stage & { count: number }} StageFacet */
/** @typedef {Tag & { count: number }} TagFacet */
/** @typedef {{ topics: TopicFacet[], stages: StageFacet[], tags: TagFacet[] }} Facets */

/** @typedef {{ text: string, level: "h2"|"h3"|"h4", anchor: string }} HeadingValue */
/** @typedef {{ heading: string, points: string[] }} KeyPointsValue */
/** @typedef {{ do_heading: string, do: string[], dont_heading: string, dont: string[] }} DoDontValue */
/** @typedef {{ heading: string, steps: { title: string, text: string }[] }} StepsValue */
/** @typedef {{ heading: string, items: string[] }} ChecklistValue */
/** @typedef {{ heading: string, age_months: number|null, milestones: string[], red_flags: string[] }} MilestonesValue */
/** @typedef {{ heading: string, questions: { question: string, answer: string }[] }} FaqValue */
/** @typedef {{ heading: string, text: string }} NoteValue a tip or a warning */
/** @typedef {{ level: "non_urgent"|"urgent"|"emergency", heading: string, text: string, phone_label: string, phone: string, link_label: string, link_url: string }} CareCardValue */
/** @typedef {{ name: string, number: string, hours: string, country: string, url: string }} HelplineValue */
/** @typedef {{ quote: string, attribution: string, source_url: string }} QuoteValue */
/** @typedef {{ caption: string, header_row: boolean, header_column: boolean, rows: string[][] }} TableValue */
/** @typedef {{ url: string, title: string, provider: string, embed_url: string|null, transcript: string }} EmbedValue */
/** @typedef {{ title: string, file: File, transcript: string }} AudioValue */
/** @typedef {{ title: string, file: File }} DownloadValue */
/** @typedef {{ id: number, path: string, title: string, standfirst: string, hero: Picture|null, html_url: string }} ArticleCardValue */
/** @typedef {{ summary: string, body: Block[] }} ExpanderValue */
/** @typedef {{ type: string, id: string, value: any }} Block its `value` depends on `type`: blocks/index.js knows which */

/**
 * @typedef {object} PageMeta
 * @property {string} type
 * @property {string} [html_url]
 * @property {string} [slug]
 * @property {string|null} [first_published_at]
 * @property {{ id: number, title: string, meta: { html_url?: string } }|null} [parent]
 * @property {string} [locale]
 */

/** @typedef {{ locale: string, url: string }} HeadAlternate */
/** @typedef {{ title: string, url: string, type: string }} HeadFeed */

/**
 * @typedef {object} OpenGraph
 * @property {string} title
 * @property {string} description
 * @property {"article"|"website"} type
 * @property {string|null} url
 * @property {string|null} image
 * @property {string} image_alt
 * @property {number|null} image_width
 * @property {number|null} image_height
 * @property {string} site_name
 * @property {string} locale
 * @property {string|null} published_time
 * @property {string|null} modified_time
 */

/** @typedef {{ title: string, description: string, canonical: string|null, robots: "index"|"noindex", og: OpenGraph, card: { type: "summary"|"summary_large_image", site: string|null }, alternates: HeadAlternate[], feeds: HeadFeed[] }} Head */

/** @typedef {{ id: number, meta: PageMeta, title: string, path?: string, body?: Block[], share?: Share|null, comments?: PageComments|null, head?: Head|null, structured_data?: string|null }} Page what every page has; the last four, ours only */
/** @typedef {Page & { intro: string, featured: ArticleCard[] }} IndexPage */

/**
 * @typedef {object} ArticleFields
 * @property {string} standfirst
 * @property {Picture|null} hero
 * @property {Person[]} authors
 * @property {Person[]} reviewers
 * @property {string|null} last_reviewed
 * @property {string|null} next_review
 * @property {string|null} published_at
 * @property {string|null} updated_at
 * @property {Stage[]} stages
 * @property {Topic[]} topics
 * @property {Tag[]} tags
 * @property {Source[]} sources
 * @property {ArticleCard[]} related
 * @property {"none"|"affiliate"|"sponsored"} disclosure
 * @property {string} sponsor
 * @property {number} reading_time
 * @property {PageReference|null} section
 */
/** @typedef {Page & ArticleFields} ArticlePage */

/** @typedef {{ intro: string, hero: Picture|null, hosts: Person[], rules: string, rules_version: string, schedule: LinkUpSchedule, current: EditionCard|null }} SeriesFields */
/** @typedef {Page & SeriesFields} SeriesPage */
/** @typedef {{ number: number|null, intro: string, series: PageReference|null, state: EditionState, opens_at: string, closes_at: string, rules: string, rules_version: string, picks: Entry[], entry_count: number, previous: EditionReference|null, next: EditionReference|null }} EditionFields */
/** @typedef {Page & EditionFields} EditionPage */

/** @typedef {PageReference & { children: PageReference[] }} MenuItem */
/** @typedef {{ preview: string, author: string, topic: string, stage: string, tag: string, search: string, reader_confirm: string, reader: string, unsubscribe: string }} Routes */
/** @typedef {{ name: string, origin: string, locale: string, locales: string[], home: PageReference|null, image: Picture|null, routes: Routes, menu: MenuItem[] }} Site */
/** @typedef {{ locale: string, path: string, html_url: string }} Translation */

/**
 * @typedef {object} ResolvedPage
 * @property {"page"} outcome
 * @property {Page} page
 * @property {PageReference[]} breadcrumbs from the home page down, without the page itself
 * @property {PageReference|null} previous
 * @property {PageReference|null} next
 * @property {ArticleCard[]} related
 * @property {Translation[]} translations
 * @property {CommentList|null} comments
 * @property {EntryList|null} [entries]
 */
/** @typedef {{ outcome: "redirect", location: string, permanent: boolean }} Redirection */
/** @typedef {ResolvedPage|Redirection} Resolved */

/**
 * @typedef {object} Problem
 * @property {string} type
 * @property {string} title
 * @property {number} status
 * @property {string} detail
 * @property {string} code
 * @property {{ loc: (string|number)[], msg: string, type: string }[]} errors
 */

export {};
