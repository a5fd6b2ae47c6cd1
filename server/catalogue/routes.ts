import { z } from 'zod';
import { Popular } from '../../shared/contract/catalogue.ts';
import { CatalogueRenewal, HallChange } from '../../shared/contract/change.ts';
import { Hall } from '../../shared/contract/hall.ts';
import { Code, ProblemAnswer } from '../../shared/contract/primitives.ts';
import { actorOf, type App, commandOf } from '../http.ts';
import type { PopularThings } from './popular.ts';
import type { Catalogues } from './service.ts';
import type { Settings } from './settings.ts';

const tags = ['set-up'];
const params = z.object({ hall: Code });
const mostBytes = 8 * 1024 * 1024;

/** Changing what a hall is: its settings, and its catalogue; and what people come for. */
export function catalogueRoutes(
  app: App,
  d: { catalogues: Catalogues; settings: Settings; popular: PopularThings },
): void {
  const { catalogues, settings, popular } = d;
  app.get(
    '/api/halls/:hall/popular',
    {
      config: { right: 'public', answers: 'kept' },
      schema: {
        tags,
        summary: 'What people come for most',
        params,
        response: { 200: Popular, default: ProblemAnswer },
      },
    },
    (request) => popular.of(request.params.hall),
  );
  app.patch(
    '/api/halls/:hall',
    {
      config: { right: 'change-hall' },
      schema: {
        tags,
        summary: 'Change the settings of a hall',
        params,
        body: HallChange,
        response: { 200: Hall, default: ProblemAnswer },
      },
    },
    (request) => settings.change(request.params.hall, request.body, commandOf(request)),
  );
  app.post(
    '/api/halls/:hall/catalogue',
    {
      config: { right: 'import-catalogue' },
      bodyLimit: mostBytes,
      schema: {
        tags,
        summary: 'Import a new catalogue',
        description: 'Whole or not at all; each fault is listed with its place in the file.',
        params,
        // Read by the service, so that a fault of form is told like any other.
        body: z.unknown(),
        response: { 200: CatalogueRenewal, default: ProblemAnswer },
      },
    },
    (request) => catalogues.renew(request.params.hall, request.body, commandOf(request)),
  );
  app.post(
    '/api/halls/:hall/catalogue/check',
    {
      config: { right: 'import-catalogue' },
      bodyLimit: mostBytes,
      schema: {
        tags,
        summary: 'What a new catalogue would change',
        params,
        body: z.unknown(),
        response: { 200: CatalogueRenewal, default: ProblemAnswer },
      },
    },
    (request) => catalogues.check(request.params.hall, request.body, actorOf(request)),
  );
}
