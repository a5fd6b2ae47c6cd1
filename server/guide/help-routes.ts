import { z } from 'zod';
import { HelpCall } from '../../shared/contract/help.ts';
import { Code, Id, ProblemAnswer } from '../../shared/contract/primitives.ts';
import { actorOf, type App, commandOf } from '../http.ts';
import type { Help } from './help.ts';

const tags = ['guide'];
const OfHall = z.object({ hall: Code });
const OneCall = OfHall.extend({ help: Id });
const answer = { 200: HelpCall, default: ProblemAnswer };

/** A visitor at a kiosk asks for somebody, and somebody goes. */
export function helpRoutes(app: App, { help }: { help: Help }): void {
  app.post(
    '/api/halls/:hall/help',
    {
      config: { right: 'call-guide' },
      schema: { tags, summary: "A kiosk calls the guide's desk", params: OfHall, response: answer },
    },
    (request) => help.call(request.params.hall, commandOf(request)),
  );
  app.get(
    '/api/halls/:hall/help/:help',
    {
      config: { right: 'call-guide' },
      schema: { tags, summary: "How a kiosk's call stands", params: OneCall, response: answer },
    },
    (request) => help.state(request.params.hall, request.params.help, actorOf(request)),
  );
  app.post(
    '/api/halls/:hall/help/:help/withdraw',
    {
      config: { right: 'call-guide' },
      schema: { tags, summary: 'Nobody is needed', params: OneCall, response: answer },
    },
    (request) => help.withdraw(request.params.hall, request.params.help, commandOf(request)),
  );
  app.post(
    '/api/halls/:hall/help/:help/take',
    {
      config: { right: 'guide-visitor' },
      schema: { tags, summary: 'A guide goes', params: OneCall, response: answer },
    },
    (request) => help.take(request.params.hall, request.params.help, commandOf(request)),
  );
}
