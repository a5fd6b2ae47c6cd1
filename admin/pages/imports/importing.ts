import { computed, ref, shallowRef, watch } from 'vue';
import {
  importFields,
  type ImportMapping,
  type ImportDone,
  type ImportKind,
  type ImportPreview,
} from '../../../shared/contract/imports.ts';
import { api, newKey } from '../../../shared/ui/http.ts';
import { useTrying } from '../../problems.ts';

/** Milliseconds: a list of a hundred thousand rows takes the server seconds. */
const patience = 120_000;

/** A file on its way in: what it says, under which mapping, and what came of it. */
export function useImporting(hall: () => string) {
  const { busy, trying, problem } = useTrying();
  const kind = ref<ImportKind>('tickets');
  const file = shallowRef<File | null>(null);
  const preview = shallowRef<ImportPreview | null>(null);
  const done = shallowRef<ImportDone | null>(null);
  const skip = ref(false);
  const columns = ref<Record<string, string>>({});
  const services = ref<Record<string, string>>({});

  watch([kind, hall], () => choose(null));

  function choose(chosen: File | null): void {
    file.value = chosen;
    preview.value = null;
    done.value = null;
    skip.value = false;
    if (chosen !== null) void trying(look);
  }

  const address = (path: string, more: Record<string, string> = {}): string =>
    `/api/halls/${hall()}/imports${path}?${new URLSearchParams({ kind: kind.value, ...more }).toString()}`;

  /** Asks what the file says under the mapping that is kept for it, else under a guess. */
  async function look(): Promise<void> {
    const found = await api.post<ImportPreview>(address('/check'), {
      body: file.value!,
      timeout: patience,
    });
    preview.value = found;
    columns.value = { ...found.mapping.columns };
    services.value = { ...found.mapping.services };
  }
  /** What was chosen is kept first: hundreds of services are too long for an address. */
  const mapped = (): Promise<boolean> =>
    trying(async () => {
      const mapping: ImportMapping = {
        columns: Object.fromEntries(
          Object.entries(columns.value).filter(([, name]) => name !== ''),
        ),
        services: services.value,
      };
      const names = preview.value!.columns.map(({ name }) => name);
      await api.put(`/api/halls/${hall()}/imports/mapping`, {
        body: { kind: kind.value, columns: names, mapping },
      });
      await look();
    });

  return {
    busy,
    problem,
    kind,
    file,
    preview,
    done,
    skip,
    columns,
    services,
    fields: computed(() => importFields[kind.value]),
    choose,
    /** Another column for a field, or none. */
    map: (field: string, column: string): Promise<boolean> => {
      columns.value = { ...columns.value, [field]: column };
      return mapped();
    },
    /** What a service of the file is here: a queue's code, '' to leave it out. */
    mapService: (service: string, queue: string): Promise<boolean> => {
      services.value = { ...services.value, [service]: queue };
      return mapped();
    },
    run: (): Promise<boolean> =>
      trying(async () => {
        const name = file.value!.name.slice(0, 120);
        const more = { name, skip: skip.value ? '1' : '0' };
        done.value = await api.post<ImportDone>(address('', more), {
          body: file.value!,
          idempotencyKey: newKey(),
          timeout: patience,
        });
      }),
  };
}
