import { z } from 'zod';
import { PlateChange, TicketPlate } from '../../shared/contract/plate.ts';
import { ProblemAnswer } from '../../shared/contract/primitives.ts';
import { Attempts } from '../attempts.ts';
import type { Clock } from '../clock.ts';
import { type App, keyOf } from '../http.ts';
import type { Plates } from './plates.ts';

const tags = ['tickets'];
const params = z.object({ token: z.string().min(1).max(128) });

/** Parking (政省心): the plate of a visitor's car, for the gate. */
export function plateRoutes(app: App, { plates, clock }: { plates: Plates; clock: Clock }): void {
  const strangers = new Attempts(clock, 60, 60);
  const visitor = { kind: 'visitor' } as const;
  app.get(
    '/api/tickets/:token/plate',
    {
      config: { right: 'follow-visit' },
      schema: {
        tags,
        summary: 'The plate that was given for parking',
        params,
        response: { 200: TicketPlate, default: ProblemAnswer },
      },
    },
    (request) =>
      strangers.open(request.ip, ['ticket_not_found'], () => plates.of(request.params.token)),
  );
  app.post(
    '/api/tickets/:token/plate',
    {
      config: { right: 'follow-visit' },
      schema: {
        tags,
        summary: 'Give the plate of the car for parking; it is erased when the day ends',
        params,
        body: PlateChange,
        response: { 200: TicketPlate, default: ProblemAnswer },
      },
    },
    (request) =>
      strangers.open(request.ip, ['ticket_not_found'], () =>
        plates.set(request.params.token, request.body.plate, {
          who: request.actor ?? visitor,
          key: keyOf(request),
        }),
      ),
  );
}
