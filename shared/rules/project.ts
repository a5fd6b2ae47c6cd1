/**
 * Whether a planned application is late: it is not decided, and the day of the plan is over, or that
 * which its office promised while nothing is asked of the applicant. Pure.
 */
export function isLate(
  planned: { readonly dueDay: string; readonly state: 'planned' | 'running' | 'done' },
  application: { readonly status: string; readonly due_day: string } | null,
  today: string,
): boolean {
  if (planned.state === 'done') return false;
  if (planned.dueDay < today) return true;
  return application?.status === 'accepted' && application.due_day < today;
}
