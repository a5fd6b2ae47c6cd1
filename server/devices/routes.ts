import { z } from 'zod';
import {
  type Actor,
  Device,
  DeviceChange,
  DeviceHealth,
  ListedDevice,
  NewDevice,
} from '../../shared/contract/people.ts';
import { Code, Id, ProblemAnswer } from '../../shared/contract/primitives.ts';
import type { Guesses } from '../attempts.ts';
import { actorOf, type App, commandOf, keyOf } from '../http.ts';
import { networkOf } from '../network.ts';
import type { DevicesHealth } from './health.ts';
import type { Pairing } from './pairing.ts';
import type { Devices } from './service.ts';

const tags = ['devices'];
const Registered = z.object({ device: Device, pairingCode: z.string() });
const Started = z.object({ token: z.string(), device: Device });
const OfDevice = z.object({ device: Id });
const nothing = { 204: z.null(), default: ProblemAnswer };

/**
 * Kiosks, boards and rating pads.
 *
 * @param d `lookAgain` asks the printer of a device that said that it is up, where it was in trouble
 */
export function deviceRoutes(
  app: App,
  d: {
    devices: Devices;
    pairing: Pairing;
    devicesHealth: DevicesHealth;
    guesses: Guesses;
    lookAgain: (who: Actor) => Promise<void>;
  },
): void {
  const { devices, pairing, devicesHealth: health, guesses, lookAgain } = d;

  app.post(
    '/api/devices',
    {
      config: { right: 'manage-devices' },
      schema: {
        tags,
        summary: 'Register a device',
        body: NewDevice,
        response: { 201: Registered, default: ProblemAnswer },
      },
    },
    async (request, reply) =>
      reply.code(201).send(await devices.register(request.body, commandOf(request))),
  );
  app.post(
    '/api/devices/pair',
    {
      config: { right: 'sign-in' },
      schema: {
        tags,
        summary: 'Pair a device by its code',
        body: z.strictObject({ pairingCode: z.string().trim().min(4).max(32) }),
        response: { 200: z.object({ token: z.string(), device: Device }), default: ProblemAnswer },
      },
    },
    (request) =>
      guesses.guess(
        [{ key: `pair from ${networkOf(request.ip)}`, free: 60, atOnce: 20 }],
        ['wrong_pairing_code'],
        () => pairing.pair(request.body.pairingCode, { key: keyOf(request) }),
      ),
  );
  app.post(
    '/api/devices/start',
    {
      config: { right: 'sign-in' },
      schema: {
        tags,
        summary: 'Start as a device by its start address',
        body: z.strictObject({ start: z.string().trim().min(20).max(128) }),
        response: { 200: Started, default: ProblemAnswer },
      },
    },
    (request) =>
      guesses.guess(
        [{ key: `start from ${networkOf(request.ip)}`, free: 60, atOnce: 20 }],
        ['wrong_start_address'],
        () => pairing.start(request.body.start, { key: keyOf(request) }),
      ),
  );
  app.post(
    '/api/devices/health',
    {
      config: { right: 'report-health' },
      schema: {
        tags,
        summary: 'A device says how it is',
        body: DeviceHealth,
        response: { 204: z.null(), default: ProblemAnswer },
      },
    },
    async (request, reply) => {
      const who = actorOf(request);
      await health.said(who, request.body);
      await lookAgain(who);
      return reply.code(204).send(null);
    },
  );
  app.get(
    '/api/devices/own',
    {
      config: { right: 'report-health' },
      schema: {
        tags,
        summary: 'What the console says of this device: its place and settings',
        response: { 200: Device, default: ProblemAnswer },
      },
    },
    (request) => devices.own(actorOf(request)),
  );
  app.post(
    '/api/devices/:device/code',
    {
      config: { right: 'manage-devices' },
      schema: {
        tags,
        summary: 'A new pairing code',
        params: z.object({ device: Id }),
        response: { 200: Registered, default: ProblemAnswer },
      },
    },
    (request) => devices.renew(request.params.device, commandOf(request)),
  );
  app.patch(
    '/api/devices/:device',
    {
      config: { right: 'manage-devices' },
      schema: {
        tags,
        summary: 'Change a device: its name, its printer, its place',
        params: z.object({ device: Id }),
        body: DeviceChange,
        response: { 200: Device, default: ProblemAnswer },
      },
    },
    (request) => devices.change(request.params.device, request.body, commandOf(request)),
  );
  app.delete(
    '/api/devices/:device',
    {
      config: { right: 'manage-devices' },
      schema: { tags, summary: 'Take a device away', params: OfDevice, response: nothing },
    },
    async (request, reply) => {
      await devices.remove(request.params.device, commandOf(request));
      return reply.code(204).send(null);
    },
  );
  app.post(
    '/api/devices/:device/reload',
    {
      config: { right: 'manage-devices' },
      schema: { tags, summary: 'Load its screen anew', params: OfDevice, response: nothing },
    },
    async (request, reply) => {
      await devices.reload(request.params.device, commandOf(request));
      return reply.code(204).send(null);
    },
  );
  app.post(
    '/api/devices/:device/start',
    {
      config: { right: 'manage-devices' },
      schema: {
        tags,
        summary: 'A new start address: what stands in it behind `#device=`',
        params: OfDevice,
        response: { 200: z.object({ device: Device, start: z.string() }), default: ProblemAnswer },
      },
    },
    (request) => devices.makeStart(request.params.device, commandOf(request)),
  );
  app.delete(
    '/api/devices/:device/start',
    {
      config: { right: 'manage-devices' },
      schema: { tags, summary: 'End its start address', params: OfDevice, response: nothing },
    },
    async (request, reply) => {
      await devices.endStart(request.params.device, commandOf(request));
      return reply.code(204).send(null);
    },
  );
  app.get(
    '/api/halls/:hall/devices',
    {
      config: { right: 'see-devices' },
      schema: {
        tags,
        summary: 'The devices of a hall',
        params: z.object({ hall: Code }),
        response: { 200: z.array(ListedDevice), default: ProblemAnswer },
      },
    },
    (request) => devices.list(request.params.hall, actorOf(request)),
  );
}
