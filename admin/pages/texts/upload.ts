import { ref } from 'vue';
import type { UploadedMedium } from '../../../shared/contract/media.ts';
import type { ProblemAnswer } from '../../../shared/contract/primitives.ts';
import { type ProblemCode, problems } from '../../../shared/errors.ts';
import { mediaLimits } from '../../../shared/media.ts';
import { at } from '../../../shared/ui/base.ts';
import { ApiProblem, Unreachable } from '../../../shared/ui/http.ts';

/** What of a file can be told before it is sent. */
export type Unfit = 'kind' | 'pictureBytes' | 'filmBytes' | 'filmSeconds' | 'picturePixels' | null;

const pictures = ['image/png', 'image/jpeg', 'image/webp'];
const films = ['video/mp4', 'video/webm'];
export const accepted = [...pictures, ...films].join(',');

/** Why a file need not be sent; null: the server looks at it. */
export async function unfit(file: File): Promise<Unfit> {
  if (pictures.includes(file.type)) {
    if (file.size > mediaLimits.pictureBytes) return 'pictureBytes';
    const side = await longerSide(file);
    return side !== null && side > mediaLimits.picturePixels ? 'picturePixels' : null;
  }
  if (!films.includes(file.type)) return 'kind';
  if (file.size > mediaLimits.filmBytes) return 'filmBytes';
  const seconds = await lengthOf(file);
  return seconds !== null && seconds > mediaLimits.filmSeconds ? 'filmSeconds' : null;
}

/** In pixels; null: this browser cannot tell. */
async function longerSide(file: File): Promise<number | null> {
  const picture = await createImageBitmap(file).catch(() => null);
  if (picture === null) return null;
  const side = Math.max(picture.width, picture.height);
  picture.close();
  return side;
}

/** In seconds; null: this browser cannot tell. */
function lengthOf(file: File): Promise<number | null> {
  const address = URL.createObjectURL(file);
  const film = document.createElement('video');
  return new Promise<number | null>((resolve) => {
    film.onloadedmetadata = () => {
      resolve(Number.isFinite(film.duration) ? film.duration : null);
    };
    film.onerror = () => {
      resolve(null);
    };
    film.preload = 'metadata';
    film.src = address;
  }).finally(() => {
    URL.revokeObjectURL(address);
  });
}

const isCode = (code: string): code is ProblemCode => Object.hasOwn(problems, code);

/** Sends a file and says how far it is; `fetch` does not tell. */
export function useUpload(hall: () => string) {
  /** From 0 to 1; null: nothing is being sent. */
  const progress = ref<number | null>(null);

  /** @throws ApiProblem, Unreachable */
  function send(file: File): Promise<UploadedMedium> {
    const request = new XMLHttpRequest();
    progress.value = 0;
    return new Promise<UploadedMedium>((resolve, reject) => {
      request.upload.onprogress = ({ loaded, total }) => {
        progress.value = total > 0 ? loaded / total : 0;
      };
      request.onerror = () => {
        reject(new Unreachable());
      };
      request.onload = () => {
        const answer = parsed(request.responseText);
        if (request.status === 201) resolve(answer as UploadedMedium);
        else reject(problemOf(request.status, answer as ProblemAnswer | null));
      };
      request.open('POST', at(`/api/halls/${encodeURIComponent(hall())}/media`));
      request.setRequestHeader('content-type', 'application/octet-stream');
      request.send(file);
    }).finally(() => {
      progress.value = null;
    });
  }
  return { progress, send };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return null;
  }
}

function problemOf(status: number, answer: ProblemAnswer | null): ApiProblem {
  const code = answer?.code ?? '';
  return new ApiProblem(
    status,
    isCode(code) ? code : 'internal',
    answer?.detail ?? '',
    answer?.issues ?? [],
  );
}
