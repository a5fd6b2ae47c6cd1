const [quote, backslash, openList, closeList, openObject, closeObject] = [...'"\\[]{}'].map((c) =>
  c.charCodeAt(0),
);

/** Whether a JSON text is nested deeper than `most`: seen without parsing it, which takes long for such. */
export function isDeeper(text: string, most: number): boolean {
  let depth = 0;
  let inText = false;
  for (let at = 0; at < text.length; at += 1) {
    const c = text.charCodeAt(at);
    if (inText) {
      if (c === backslash) at += 1;
      else if (c === quote) inText = false;
    } else if (c === quote) inText = true;
    else if (c === openList || c === openObject) {
      depth += 1;
      if (depth > most) return true;
    } else if (c === closeList || c === closeObject) depth -= 1;
  }
  return false;
}
