import type { FastifyRequest } from 'fastify';
import { z } from 'zod';
import {
  Appointment,
  AppointmentCode,
  AppointmentsQuery,
  BookAppointment,
  BookedAppointment,
  BookingList,
  BookingsQuery,
  ChangeAppointment,
  HandleAppointment,
  RemoteAppointment,
  Slots,
  SlotsQuery,
  TellAppointment,
  Told,
} from '../../shared/contract/appointment.ts';
import { Code, Id, ProblemAnswer, WindowNumber } from '../../shared/contract/primitives.ts';
import { may } from '../../shared/rights.ts';
import { Attempts, type Guesses } from '../attempts.ts';
import type { Clock } from '../clock.ts';
import { actorOf, type App, commandOf, keyOf } from '../http.ts';
import { networkOf } from '../network.ts';
import type { BookingLists } from './lists.ts';
import type { RemoteAppointments } from './remote.ts';
import type { Appointments } from './service.ts';
import type { AppointmentTelling } from './telling.ts';

const tags = ['appointments'];
const OfHall = z.object({ hall: Code });
const ByCode = z.object({ hall: Code, code: AppointmentCode });
const visitor = { kind: 'visitor' } as const;

/** Slots and appointments. */
export function appointmentRoutes(
  app: App,
  d: {
    appointments: Appointments;
    lists: BookingLists;
    remote: RemoteAppointments;
    telling: AppointmentTelling;
    guesses: Guesses;
    clock: Clock;
  },
): void {
  const { appointments, lists, remote, telling, guesses, clock } = d;
  // A hall's visitors may share one address, so each is known by telephone or paper; a program that
  // makes up numbers to book all places is known by its address all the same.
  const ofPerson = new Attempts(clock, 20, 600);
  const ofNobody = new Attempts(clock, 30, 600);
  const ofAddress = new Attempts(clock, 300, 600);
  const countBooking = (address: string, booking: BookAppointment): void => {
    const { phone_hash, person_hash } = appointments.hashesOf(booking);
    const person = phone_hash ?? person_hash;
    if (person === null) ofNobody.use(address);
    else ofPerson.use(person);
    ofAddress.use(address);
  };
  /** A code is short enough to be typed, and so to be guessed, by whoever does not welcome with it. */
  const byCode = <T>(
    request: FastifyRequest & { params: { hall: string } },
    attempt: () => Promise<T>,
  ): Promise<T> =>
    may(request.actor, 'take-ticket', request.params.hall)
      ? attempt()
      : guesses.guess(
          [{ key: `booking from ${networkOf(request.ip)}`, free: 20, atOnce: 10 }],
          ['appointment_not_found'],
          attempt,
        );

  app.get(
    '/api/halls/:hall/slots',
    {
      config: { right: 'public', answers: 'packed' },
      schema: {
        tags,
        summary: 'The slots of a day with their free places',
        params: OfHall,
        querystring: SlotsQuery,
        response: { 200: Slots, default: ProblemAnswer },
      },
    },
    (request) => appointments.slots(request.params.hall, request.query, request.actor),
  );
  app.post(
    '/api/halls/:hall/appointments',
    {
      config: { right: 'book' },
      schema: {
        tags,
        summary: 'Book an appointment',
        params: OfHall,
        body: BookAppointment,
        response: { 201: Appointment, default: ProblemAnswer },
      },
    },
    async (request, reply) => {
      const command = { who: request.actor ?? visitor, key: keyOf(request) };
      const booked = await appointments.bookedBefore(command);
      if (booked !== undefined) return reply.code(201).send(booked);
      if (request.actor === null) countBooking(request.ip, request.body);
      return reply
        .code(201)
        .send(await appointments.book(request.params.hall, request.body, command));
    },
  );
  app.get(
    '/api/halls/:hall/appointments',
    {
      config: { right: 'see-bookings' },
      schema: {
        tags,
        summary: "A day's appointments, for guides and managers",
        params: OfHall,
        querystring: AppointmentsQuery,
        response: { 200: z.array(BookedAppointment), default: ProblemAnswer },
      },
    },
    (request) => lists.all(request.params.hall, request.query, actorOf(request)),
  );
  app.get(
    '/api/halls/:hall/bookings',
    {
      config: { right: 'see-bookings' },
      schema: {
        tags,
        summary: "A day's appointments, searched, sorted and paged",
        params: OfHall,
        querystring: BookingsQuery,
        response: { 200: BookingList, default: ProblemAnswer },
      },
    },
    (request) => lists.page(request.params.hall, request.query, actorOf(request)),
  );
  app.get(
    '/api/halls/:hall/windows/:window/appointments',
    {
      config: { right: 'handle-remote-visits' },
      schema: {
        tags,
        summary: "Today's appointments by telephone and video for a window's queues",
        params: z.object({ hall: Code, window: z.coerce.number().pipe(WindowNumber) }),
        response: { 200: z.array(RemoteAppointment), default: ProblemAnswer },
      },
    },
    (request) => remote.ofWindow(request.params.hall, request.params.window, actorOf(request)),
  );
  app.post(
    '/api/halls/:hall/appointments/:id/handling',
    {
      config: { right: 'handle-remote-visits' },
      schema: {
        tags,
        summary: 'What became of an appointment by telephone or video, or where it is held',
        params: z.object({ hall: Code, id: Id }),
        body: HandleAppointment,
        response: { 200: RemoteAppointment, default: ProblemAnswer },
      },
    },
    (request) =>
      remote.handle(request.params.hall, request.params.id, request.body, commandOf(request)),
  );
  app.post(
    '/api/halls/:hall/appointments/:id/told',
    {
      config: { right: 'contact-visitors' },
      schema: {
        tags,
        summary: 'Note that the visitor was told, or take it back',
        params: z.object({ hall: Code, id: Id }),
        body: TellAppointment,
        response: { 200: Told, default: ProblemAnswer },
      },
    },
    (request) =>
      telling.tell(request.params.hall, request.params.id, request.body, commandOf(request)),
  );
  app.get(
    '/api/halls/:hall/appointments/:code',
    {
      config: { right: 'follow-visit' },
      schema: {
        tags,
        summary: 'Follow an appointment',
        params: ByCode,
        response: { 200: Appointment, default: ProblemAnswer },
      },
    },
    (request) =>
      byCode(request, () => appointments.byCode(request.params.hall, request.params.code)),
  );
  app.patch(
    '/api/halls/:hall/appointments/:code',
    {
      config: { right: 'follow-visit' },
      schema: {
        tags,
        summary: 'Move an appointment',
        params: ByCode,
        body: ChangeAppointment,
        response: { 200: Appointment, default: ProblemAnswer },
      },
    },
    (request) =>
      byCode(request, () =>
        appointments.change(request.params.hall, request.params.code, request.body, {
          who: request.actor ?? visitor,
          key: keyOf(request),
        }),
      ),
  );
  app.delete(
    '/api/halls/:hall/appointments/:code',
    {
      config: { right: 'follow-visit' },
      schema: {
        tags,
        summary: 'Cancel an appointment',
        params: ByCode,
        response: { 200: Appointment, default: ProblemAnswer },
      },
    },
    (request) =>
      byCode(request, () =>
        appointments.cancel(request.params.hall, request.params.code, {
          who: request.actor ?? visitor,
          key: keyOf(request),
        }),
      ),
  );
}
