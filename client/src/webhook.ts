/** A message older or newer than this (s) is somebody's who kept it. */
const toleranceSeconds = 5 * 60;

/**
 * Whether a message of a webhook comes from who knows the secret, and is of now (Standard Webhooks).
 *
 * @param secret `whsec_…`, as it was shown once
 * @param headers as they came; names in small letters
 * @param body the bytes as they came, as text: not parsed and written again
 * @param now seconds since 1970
 */
export async function isWebhookSigned(
  secret: string,
  headers: Readonly<Record<string, string | string[] | undefined>>,
  body: string,
  now: number,
): Promise<boolean> {
  const [id, at, signatures] = ['id', 'timestamp', 'signature'].map((name) => {
    const value = headers[`webhook-${name}`];
    return typeof value === 'string' ? value : '';
  }) as [string, string, string];
  if (id === '' || !/^\d{1,12}$/.test(at)) return false;
  if (Math.abs(now - Number(at)) > toleranceSeconds) return false;
  const key = await crypto.subtle.importKey(
    'raw',
    bytesOf(secret.replace(/^whsec_/, '')),
    { name: 'HMAC', hash: 'SHA-256' },
    false,
    ['verify'],
  );
  const text = new TextEncoder().encode(`${id}.${at}.${body}`);
  for (const one of signatures.split(' ')) {
    const [version, signature] = one.split(',');
    if (version !== 'v1' || signature === undefined) continue;
    if (await crypto.subtle.verify('HMAC', key, bytesOf(signature), text)) return true;
  }
  return false;
}

function bytesOf(base64: string): Uint8Array<ArrayBuffer> {
  try {
    const text = atob(base64);
    return Uint8Array.from(text, (sign) => sign.charCodeAt(0));
  } catch {
    // No base64: no signature of ours.
    return new Uint8Array(new ArrayBuffer(0));
  }
}
