/** An instant as ISO 8601 UTC text of fixed width. */
export type InstantText = string;
/** JSON as text. */
export type JsonText = string;
export type Flag = 0 | 1;
