export interface Month {
  key: string;
  label: string;
  from: string;
  to: string;
}

const name = new Intl.DateTimeFormat('en', { month: 'long', year: 'numeric', timeZone: 'UTC' });

/** Node-hours are counted in UTC, so months are too. Newest first. */
export function recentMonths(now: number, count: number): Month[] {
  const today = new Date(now);
  return Array.from({ length: count }, (_, back) => {
    const from = new Date(Date.UTC(today.getUTCFullYear(), today.getUTCMonth() - back, 1));
    const to = new Date(Date.UTC(today.getUTCFullYear(), today.getUTCMonth() - back + 1, 1));
    return {
      key: from.toISOString().slice(0, 7),
      label: name.format(from),
      from: from.toISOString(),
      to: to.toISOString(),
    };
  });
}

export function daysOf({ from, to }: Month): string[] {
  const days: string[] = [];
  for (let day = Date.parse(from); day < Date.parse(to); day += 86_400_000) days.push(new Date(day).toISOString());
  return days;
}
