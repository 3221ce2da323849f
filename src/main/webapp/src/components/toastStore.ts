import { useSyncExternalStore } from 'react';

export interface Toast {
  id: number;
  text: string;
}

const LIFE = 5_000;
const MOST = 4;

let toasts: readonly Toast[] = [];
let last = 0;
const listeners = new Set<() => void>();

function change(next: readonly Toast[]) {
  toasts = next;
  listeners.forEach((listener) => listener());
}

/** Says briefly that something was done. Errors stay where they arose; they are never a toast. */
export function toast(text: string) {
  const id = ++last;
  change([...toasts, { id, text }].slice(-MOST));
  setTimeout(() => change(toasts.filter((each) => each.id !== id)), LIFE);
}

const subscribe = (listener: () => void) => {
  listeners.add(listener);
  return () => listeners.delete(listener);
};

export function useToasts() {
  return useSyncExternalStore(subscribe, () => toasts);
}
