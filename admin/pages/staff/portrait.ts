import { photoLimits } from '../../../shared/photo.ts';

/** What a file chooser offers. */
export const portraitTypes = 'image/jpeg,image/png';

/** Whether a file can be sent as a portrait, by its type and size; its bytes are looked at later. */
export function isPortrait(file: File): boolean {
  return portraitTypes.split(',').includes(file.type) && file.size <= photoLimits.bytes;
}

/**
 * The middle of a picture as a square JPEG of 400 pixels: turned as its camera says, and without
 * what the camera wrote of place and time. Faces stand in the upper part: a tall one is cut below.
 *
 * @throws where the browser cannot read it
 */
export async function cutPortrait(file: File): Promise<Blob> {
  const picture = await createImageBitmap(file);
  const { width, height } = picture;
  const side = Math.min(width, height);
  const canvas = document.createElement('canvas');
  canvas.width = photoLimits.side;
  canvas.height = photoLimits.side;
  const paper = canvas.getContext('2d');
  if (paper === null) throw new Error('no canvas');
  paper.imageSmoothingQuality = 'high';
  // Where a PNG shows nothing, paper shines through.
  paper.fillStyle = '#fff';
  paper.fillRect(0, 0, canvas.width, canvas.height);
  const [left, top] = [(width - side) / 2, (height - side) / 4];
  paper.drawImage(picture, left, top, side, side, 0, 0, canvas.width, canvas.height);
  picture.close();
  return new Promise((resolve, reject) => {
    canvas.toBlob(
      (blob) => {
        if (blob === null) reject(new Error('no picture'));
        else resolve(blob);
      },
      'image/jpeg',
      0.88,
    );
  });
}
