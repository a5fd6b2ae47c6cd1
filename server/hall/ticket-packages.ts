import type { Ticket } from '../../shared/contract/ticket.ts';
import { joinedName } from '../../shared/packages.ts';
import type { HallConfig, PackageConfig } from './config.ts';

/** As a ticket's row has them: the first by its id, the others as a list of theirs. */
export interface TicketPackages {
  readonly package_id: string | null;
  readonly more_packages: string | null;
}

/** The packages that a ticket is for, in the order in which they were named. */
export function packagesOf(
  hall: Pick<HallConfig, 'packageById'>,
  { package_id, more_packages }: TicketPackages,
): PackageConfig[] {
  if (package_id === null) return [];
  const more = more_packages === null ? [] : (JSON.parse(more_packages) as string[]);
  return [package_id, ...more].map((id) => hall.packageById.get(id)!);
}

/** How a ticket keeps them. */
export function packageColumns([first, ...more]: readonly string[]): TicketPackages {
  return {
    package_id: first ?? null,
    more_packages: more.length === 0 ? null : JSON.stringify(more),
  };
}

/** As a ticket says them. */
export function packageWords(
  packages: readonly PackageConfig[],
): Pick<Ticket, 'package' | 'packageName' | 'packages'> {
  return {
    package: packages[0]?.code ?? null,
    packageName: joinedName(packages.map(({ name }) => name)),
    packages: packages.map(({ code, name }) => ({ code, name })),
  };
}
