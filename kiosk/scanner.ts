/**
 * The browser's own reader of codes. Chromium has one on Android, ChromeOS and macOS, none on Linux
 * and Windows: there the code is read by a scanner that types (wedge.ts) or typed by hand.
 */
interface Detector {
  detect(source: HTMLVideoElement): Promise<{ readonly rawValue: string }[]>;
}
type DetectorClass = new (options: { formats: string[] }) => Detector;

const detectorClass = (): DetectorClass | undefined =>
  (globalThis as { BarcodeDetector?: DetectorClass }).BarcodeDetector;

/** Cameras are only given to pages of https and of this machine itself. */
export function canScan(): boolean {
  return (
    detectorClass() !== undefined &&
    (navigator.mediaDevices as MediaDevices | undefined) !== undefined
  );
}

/**
 * Shows the camera in `video` and reports the first code seen. `ended` lets the camera go, also while
 * it is still being opened. Rejects without a camera.
 */
export async function scan(
  video: HTMLVideoElement,
  onCode: (text: string) => void,
  ended: AbortSignal,
): Promise<void> {
  const Detecting = detectorClass();
  if (Detecting === undefined) throw new Error('no reader of codes');
  const detector = new Detecting({ formats: ['qr_code', 'code_128'] });
  const stream = await navigator.mediaDevices.getUserMedia({
    video: { facingMode: 'environment' },
  });
  try {
    if (ended.aborted) return;
    video.srcObject = stream;
    await video.play();
    while (!ended.aborted) {
      const codes = await detector.detect(video).catch(() => []);
      const text = codes[0]?.rawValue;
      if (text !== undefined && !ended.aborted) {
        onCode(text);
        return;
      }
      await new Promise((resolve) => setTimeout(resolve, 200));
    }
  } catch (error) {
    // A picture that is taken away while it begins is no fault of the camera.
    if (!ended.aborted) throw error;
  } finally {
    for (const track of stream.getTracks()) track.stop();
    video.srcObject = null;
  }
}

/** The booking code in what was scanned: the code itself, `?code=…`, or the end of an address. */
export function codeIn(text: string): string {
  const trimmed = text.trim();
  if (!/^https?:/i.test(trimmed)) return trimmed;
  try {
    const url = new URL(trimmed);
    return (
      url.searchParams.get('code') ?? url.pathname.split('/').filter(Boolean).at(-1) ?? trimmed
    );
  } catch {
    return trimmed;
  }
}
