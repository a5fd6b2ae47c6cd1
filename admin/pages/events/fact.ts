/** One thing that a line of the log says: a label with its words, or a sentence alone. */
export interface Fact {
  readonly label: string;
  readonly text: string;
}
