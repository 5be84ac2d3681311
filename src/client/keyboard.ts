import { useEffect, useRef, useSyncExternalStore } from 'react';

export interface Shortcut {
  /** `e`, `?`, `g f` (one after the other), `mod+k` (⌘ or Ctrl). */
  readonly keys: string;
  readonly description: string;
  /** Heading in the list of keys. */
  readonly group: string;
}

interface Registered extends Shortcut {
  readonly run: () => void;
}

const sequenceTimeoutMilliseconds = 1_200;
const listeners = new Set<() => void>();
let registered: readonly Registered[] = [];
let pending: { key: string; at: number } | undefined;

function update(next: readonly Registered[]): void {
  registered = next;
  for (const listener of listeners) listener();
}

/**
 * Registers a key while the component is mounted; `?` lists it. Keys stay quiet while the reader types
 * or a dialog is open. Of two that claim the same keys, the one mounted first answers.
 */
export function useShortcut(
  keys: string,
  description: string,
  run: () => void,
  group = 'This screen',
  enabled = true,
): void {
  const latest = useRef(run);
  latest.current = run;
  useEffect(() => {
    if (!enabled) return;
    const entry: Registered = { keys, description, group, run: () => latest.current() };
    update([...registered, entry]);
    return () => update(registered.filter(one => one !== entry));
  }, [keys, description, group, enabled]);
}

/** All keys that work now, for the list of keys and the command palette. */
export function useShortcuts(): readonly Registered[] {
  return useSyncExternalStore(
    listener => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => registered,
  );
}

/** Mount once: hears every key of the page. */
export function useKeyboardListener(): void {
  useEffect(() => {
    document.addEventListener('keydown', onKeyDown);
    return () => document.removeEventListener('keydown', onKeyDown);
  }, []);
}

function onKeyDown(event: KeyboardEvent): void {
  if (event.defaultPrevented || event.isComposing) return;
  const modifier = event.metaKey || event.ctrlKey;
  const key = modifier
    ? `mod+${event.key.toLowerCase()}`
    : event.key.length === 1
      ? event.key.toLowerCase()
      : event.key;
  if (!modifier && (event.altKey || isTyping(event.target) || document.querySelector('[aria-modal="true"]'))) return;

  const before = pending && event.timeStamp - pending.at < sequenceTimeoutMilliseconds ? `${pending.key} ` : '';
  pending = undefined;
  const match = registered.find(one => one.keys === before + key) ?? registered.find(one => one.keys === key);
  if (match) {
    event.preventDefault();
    match.run();
  } else if (registered.some(one => one.keys.startsWith(`${key} `))) {
    pending = { key, at: event.timeStamp };
  }
}

function isTyping(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && (target.isContentEditable || target.matches('input, textarea, select'));
}
