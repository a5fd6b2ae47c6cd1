import type { FastifyRequest } from 'fastify';
import { z } from 'zod';
import { DrawnSlip, PrintedSlip, PrintSlip, SlipPrinter } from '../../shared/contract/slip.ts';
import { Code, ProblemAnswer } from '../../shared/contract/primitives.ts';
import { Problem } from '../../shared/errors.ts';
import { Attempts } from '../attempts.ts';
import type { Clock } from '../clock.ts';
import { actorOf, type App, commandOf, siteOf } from '../http.ts';
import { wanted } from './accept.ts';
import type { Printing } from './printing.ts';
import type { Slips } from './service.ts';

const tags = ['tickets'];
const HallParams = z.object({ hall: Code });
/** A set-up with a thousand windows has less. */
const setupBytes = 1024 * 1024;
const Token = z.object({ token: z.string().min(1).max(128) });
const Width = z.enum(['58', '80']).transform((text): 58 | 80 => (text === '58' ? 58 : 80));
const svgType = 'image/svg+xml';
const escposType = 'application/vnd.escpos';

/** The printed slip of a ticket. */
export function slipRoutes(
  app: App,
  d: { slips: Slips; printing: Printing; clock: Clock; publicUrl: string | undefined },
): void {
  const { slips, printing, clock, publicUrl } = d;
  const strangers = new Attempts(clock, 60, 60);
  const site = (request: FastifyRequest): string => siteOf(request, publicUrl);

  app.get(
    '/api/tickets/:token/slip',
    {
      config: { right: 'follow-visit' },
      schema: {
        tags,
        summary: 'The slip: a picture, or bytes for a thermal printer, by the Accept header',
        params: Token,
        querystring: z.strictObject({ width: Width.default(80) }),
        response: {
          200: { content: { [svgType]: { schema: z.any() }, [escposType]: { schema: z.any() } } },
          default: ProblemAnswer,
        },
      },
    },
    (request, reply) =>
      strangers.open(request.ip, ['ticket_not_found'], async () => {
        const { token } = request.params;
        const { width } = request.query;
        reply.header('vary', 'accept');
        const type = wanted(request.headers.accept, [svgType, escposType]);
        if (type === null)
          throw new Problem('not_acceptable', `A slip is ${svgType} or ${escposType}`);
        return type === escposType
          ? reply.type(type).send(await slips.bytes(token, width, site(request)))
          : reply.type(`${type}; charset=utf-8`).send(await slips.svg(token, width, site(request)));
      }),
  );
  app.post(
    '/api/tickets/:token/print',
    {
      config: { right: 'print-slip' },
      schema: {
        tags,
        summary: "Print the slip on a kiosk's network printer",
        params: Token,
        body: z.preprocess((input) => input ?? {}, PrintSlip),
        response: { 200: PrintedSlip, default: ProblemAnswer },
      },
    },
    (request) =>
      printing.print(request.params.token, request.body, site(request), commandOf(request)),
  );
  app.get(
    '/api/halls/:hall/printers',
    {
      config: { right: 'guide-visitor' },
      schema: {
        tags,
        summary: 'The kiosks whose network printer prints a slip for whoever works here',
        params: HallParams,
        response: { 200: z.array(SlipPrinter), default: ProblemAnswer },
      },
    },
    (request) => printing.printers(request.params.hall, actorOf(request)),
  );
  app.post(
    '/api/halls/:hall/setup/slip',
    {
      config: { right: 'see-setup' },
      bodyLimit: setupBytes,
      schema: {
        tags: ['setup'],
        summary: 'The slip of a package that is not published yet, as a picture',
        params: HallParams,
        // Read by the service, so that a fault of form is told like any other of a set-up.
        body: z.unknown(),
        response: { 200: DrawnSlip, default: ProblemAnswer },
      },
    },
    async (request) => ({
      svg: await slips.example(actorOf(request), request.params.hall, request.body, site(request)),
    }),
  );
}
