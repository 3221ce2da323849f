const key = 'nova-organisation';

export function rememberOrganisation(id: string) {
  try {
    localStorage.setItem(key, id);
  } catch {
    // Storage is blocked: the next visit starts at the first organisation.
  }
}

export function lastOrganisation(): string | null {
  try {
    return localStorage.getItem(key);
  } catch {
    return null;
  }
}
