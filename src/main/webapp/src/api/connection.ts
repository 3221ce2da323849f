import { useSyncExternalStore } from 'react';

type Listener = () => void;

/** Whether the last request reached the control plane at all. */
class Connection {
  private reachable = true;
  private readonly listeners = new Set<Listener>();

  lost() {
    this.change(false);
  }

  restored() {
    this.change(true);
  }

  readonly isReachable = () => this.reachable;

  readonly subscribe = (listener: Listener) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  private change(reachable: boolean) {
    if (this.reachable === reachable) return;
    this.reachable = reachable;
    this.listeners.forEach((listener) => listener());
  }
}

export const connection = new Connection();

export function useReachable() {
  return useSyncExternalStore(connection.subscribe, connection.isReachable);
}
