import { Problem } from '../../shared/errors.ts';
import type { TicketChange } from '../../shared/contract/changes.ts';
import { finishedMatters, mattersOf } from '../../shared/rules/change-visit.ts';
import { type HallConfig, type PackageConfig, requirePackage } from '../hall/config.ts';
import { packagesOf } from '../hall/ticket-packages.ts';
import type { Journey, StoredTicket, Tickets } from '../tickets/service.ts';

/**
 * The whole journey that a visitor wants now; null: only the category changes. An open ticket keeps its
 * versions of its packages, and what it has though it is offered no more.
 *
 * @throws Problem as a take: `unknown_matter`, `unknown_queue`, `unknown_package`,
 *   `package_not_valid`, `nothing_to_queue`
 */
export function wantedJourney(
  {
    hall,
    day,
    tickets,
  }: { hall: HallConfig; day: string; tickets: Pick<Tickets, 'journeyFor' | 'journeyOf'> },
  { ticket, visit }: StoredTicket,
  wish: Pick<TicketChange, 'package' | 'packages' | 'matters' | 'queue'>,
): Journey | null {
  if (wish.queue !== undefined) return tickets.journeyOf(hall, day, { queue: wish.queue });
  if (wish.package === undefined && wish.packages === undefined && wish.matters === undefined)
    return null;
  const own = packagesOf(hall, ticket);
  const packages = wantedPackages();
  const inPackages = new Set(packages.flatMap(mattersIn));
  const present = mattersOf(visit);
  const finished = finishedMatters(visit);
  return tickets.journeyFor(
    packages,
    wantedMatters(),
    hall,
    (pack) => own.includes(pack) && mattersIn(pack).some((m) => finished.has(m)),
  );

  function wantedPackages(): PackageConfig[] {
    const codes = wish.packages ?? (typeof wish.package === 'string' ? [wish.package] : null);
    if (codes === null) return wish.package === null ? [] : own;
    return codes.map(
      (code) => own.find((pack) => pack.code === code) ?? requirePackage(hall, code, day),
    );
  }
  function wantedMatters(): string[] {
    if (wish.matters !== undefined)
      return [...new Set(wish.matters)].map((code) => {
        const matter = hall.matterByCode.get(code);
        const known =
          matter !== undefined && (present.includes(matter.id) || inPackages.has(matter.id));
        if (matter === undefined || (!matter.active && !known))
          throw new Problem('unknown_matter', `There is no matter "${code}"`);
        return matter.id;
      });
    if (wish.packages !== undefined) {
      const gone = new Set(own.filter((p) => !packages.includes(p)).flatMap(mattersIn));
      const come = packages.filter((p) => !own.includes(p)).flatMap(mattersIn);
      const stay = present.filter((id) => inPackages.has(id) || !gone.has(id));
      return [...new Set([...stay, ...come])];
    }
    return packages.length === 0 ? present : [...inPackages];
  }
}

const mattersIn = (pack: PackageConfig): string[] => pack.steps.flatMap((step) => step.matters);
