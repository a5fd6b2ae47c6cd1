import { computed } from 'vue';
import { useRoute, useRouter } from 'vue-router';

/** What is listed, as tabs: by state, or by when it is due. */
export const tabs = ['running', 'overdue', 'soon', 'decided', 'over', 'all'] as const;
export type Tab = (typeof tabs)[number];
export const fields = ['receipt', 'department', 'matter', 'window', 'project'] as const;
export type Field = (typeof fields)[number];

/** What each tab asks the server for. */
const asks: Readonly<Record<Tab, Readonly<Record<string, string>>>> = {
  running: { status: 'running' },
  overdue: { overdue: 'true' },
  soon: { dueSoon: 'true' },
  decided: { status: 'decided', sort: 'accepted', down: 'true' },
  over: { status: 'delivered', sort: 'accepted', down: 'true' },
  all: { sort: 'accepted', down: 'true' },
};

/** The filter stands in the address: a link or a reload shows the same list. */
export function useFilter() {
  const route = useRoute();
  const router = useRouter();
  const said = (name: string): string => {
    const value = route.query[name];
    return typeof value === 'string' ? value : '';
  };
  const put = (name: string, value: string): void => {
    const { [name]: _, ...rest } = route.query;
    void router.replace({ query: value === '' ? rest : { ...rest, [name]: value } });
  };
  const tab = computed<Tab>({
    get: () => tabs.find((name) => name === said('tab')) ?? 'running',
    set: (name) => {
      put('tab', name);
    },
  });
  const values = Object.fromEntries(
    fields.map((name) => [
      name,
      computed({
        get: () => said(name),
        set: (value: string) => {
          put(name, value.trim());
        },
      }),
    ]),
  ) as Record<Field, ReturnType<typeof computed<string>> & { value: string }>;
  const asked = computed(() => {
    const query = new URLSearchParams(asks[tab.value]);
    for (const name of fields) if (said(name) !== '') query.set(name, said(name));
    return query.toString();
  });
  return { tab, values, asked };
}
