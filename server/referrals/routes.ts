import { z } from 'zod';
import { Code, ProblemAnswer, TicketNumber } from '../../shared/contract/primitives.ts';
import { Referral } from '../../shared/contract/referral.ts';
import { Ticket } from '../../shared/contract/ticket.ts';
import { type App, commandOf } from '../http.ts';
import type { Referrals } from './service.ts';

/** To another hall. */
export function referralRoutes(app: App, { referrals }: { referrals: Referrals }): void {
  app.post(
    '/api/halls/:hall/tickets/:number/refer',
    {
      config: { right: 'serve-visitor' },
      schema: {
        tags: ['changes'],
        summary: 'Refer a visitor to another hall, with what is still to be done',
        params: z.object({ hall: Code, number: TicketNumber }),
        body: Referral,
        response: { 201: Ticket, default: ProblemAnswer },
      },
    },
    async (request, reply) => {
      const { hall, number } = request.params;
      const ticket = await referrals.refer(hall, number, request.body, commandOf(request));
      return reply.code(201).send(ticket);
    },
  );
}
