/** One thing that a line of the log says: a label with its words, or a sentence alone. */
export interface Fact {
  readonly label: string;
  readonly text: string;
  /** Where more of it stands in the console. */
  readonly to?: { readonly path: string; readonly query: Readonly<Record<string, string>> };
}
