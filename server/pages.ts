import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import fastifyStatic from '@fastify/static';
import type { FastifyReply } from 'fastify';
import { z } from 'zod';
import { below } from './base.ts';
import type { App } from './http.ts';

/** Addresses that lead to a page, with its file. */
const pages = {
  '/': 'home/index.html',
  '/window/pad': 'window/pad.html',
  '/village': 'window/village.html',
  '/village/': 'window/village.html',
  '/region': 'region/index.html',
  '/phone/:token': 'phone/index.html',
  '/admin/*': 'admin/index.html',
} as const;
/** Those that lead to the file of the same name. */
const folders = ['home', 'kiosk', 'display', 'window', 'phone', 'region'];
const files = [...folders.map((name) => `${name}/index.html`), 'display/recorder.html'];

/**
 * The built pages: files by their address, and those whose address carries a name.
 *
 * @param base the folder in which the product is served, with `/` at both ends; each page is told it
 */
export async function servePages(app: App, root: string, base: string): Promise<void> {
  await app.register(fastifyStatic, {
    root,
    preCompressed: true,
    setHeaders: (reply, path) => {
      const forever = path.includes('/assets/');
      void reply.header(
        'cache-control',
        forever ? 'public, max-age=31536000, immutable' : 'no-cache',
      );
    },
  });
  const send = base === '/' ? sendFile : await sendBelow(root, base);
  for (const [address, file] of Object.entries(pages))
    app.get(address, { schema: { hide: true } }, (_request, reply) => send(reply, file));
  if (base !== '/') {
    for (const file of files) {
      for (const address of new Set([`/${file}`, `/${file.replace(/index\.html$/, '')}`]))
        app.get(address, { schema: { hide: true } }, (_request, reply) => send(reply, file));
    }
    app.get(below, { schema: { hide: true } }, (_request, reply) => reply.redirect(base, 308));
    app.get('/phone.webmanifest', { schema: { hide: true } }, async (_request, reply) =>
      reply.type('application/manifest+json').send(JSON.stringify(await manifest(root, base))),
    );
  }
  // A phone's home screen has no storage in common with its browser: the ticket stands in the address.
  app.get(
    '/phone/:token/manifest.webmanifest',
    { schema: { hide: true, params: z.object({ token: z.string().max(128) }) } },
    async (request, reply) => {
      const start = `${base}phone/mine?ticket=${encodeURIComponent(request.params.token)}`;
      return reply
        .header('cache-control', 'no-store')
        .type('application/manifest+json')
        .send(JSON.stringify({ ...(await manifest(root, base)), start_url: start }));
    },
  );
}

const sendFile = (reply: FastifyReply, file: string): FastifyReply => reply.sendFile(file);

/** The pages as they are below a folder: read once, with the folder before all that they name. */
async function sendBelow(root: string, base: string): Promise<typeof sendFile> {
  const texts = new Map<string, string>();
  for (const file of new Set([...files, ...Object.values(pages)])) {
    const text = await readFile(join(root, file), 'utf8');
    const said = `<meta name="base" content="${base}" />`;
    texts.set(
      file,
      text.replace(/\b(src|href)="\//g, `$1="${base}`).replace('<head>', `<head>\n    ${said}`),
    );
  }
  return (reply, file) =>
    reply
      .header('cache-control', 'no-cache')
      .type('text/html; charset=utf-8')
      .send(texts.get(file));
}

/** What a phone needs to keep the page on its home screen. */
async function manifest(root: string, base: string): Promise<object> {
  const text = await readFile(join(root, 'phone.webmanifest'), 'utf8');
  return JSON.parse(text.replace(/": "\//g, `": "${base}`)) as object;
}
