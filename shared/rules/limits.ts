/** How long some things are possible, in seconds: the server keeps to it, screens offer it so long. */

/** An announcement that nobody spoke by then is dropped: its visitor has read the board. */
export const announcedSeconds = 180;

/** A kiosk prints a slip once more so long after the number was taken; later a person does. */
export const reprintSeconds = 120;
