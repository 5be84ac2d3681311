import { type KeyboardEvent, type RefObject, useCallback, useState } from 'react';
import { useShortcut } from '../keyboard.ts';

export interface RowKey<Row> {
  /** One lower-case letter. */
  readonly key: string;
  readonly description: string;
  readonly run: (row: Row) => void;
}

interface RowKeysOptions<Row> {
  readonly count: number;
  /** The row at a place, or undefined while it loads. */
  readonly rowAt: (index: number) => Row | undefined;
  readonly viewport: RefObject<HTMLElement | null>;
  readonly scrollTo: (index: number) => void;
  readonly onOpen: ((row: Row) => void) | undefined;
  readonly onToggle: ((row: Row) => void) | undefined;
  readonly keys: readonly RowKey<Row>[] | undefined;
}

/** The active row of a table and the keys that move it; J and K work from anywhere on the page. */
export function useRowKeys<Row>(options: RowKeysOptions<Row>) {
  const { count, rowAt, viewport, scrollTo, onOpen, onToggle, keys } = options;
  const [activeIndex, setActiveIndex] = useState(-1);
  const active = Math.min(activeIndex, count - 1);

  const setActive = useCallback(
    (index: number, focus = true) => {
      setActiveIndex(index);
      if (!focus) return;
      scrollTo(index);
      // The row may only exist after the scroll has been rendered.
      requestAnimationFrame(() =>
        requestAnimationFrame(() =>
          viewport.current?.querySelector<HTMLElement>(`tr[data-index="${index}"]`)?.focus({ preventScroll: true }),
        ),
      );
    },
    [scrollTo, viewport],
  );
  const move = (step: number) => {
    if (count > 0) setActive(Math.min(count - 1, Math.max(0, active + step)));
  };

  useShortcut('j', 'Next row', () => move(1), 'Tables', count > 0);
  useShortcut('k', 'Previous row', () => move(-1), 'Tables', count > 0);

  const onKeyDown = (event: KeyboardEvent<HTMLElement>) => {
    if (event.metaKey || event.ctrlKey || event.altKey) return;
    const target = event.target as HTMLElement;
    // A key pressed on a control inside a row belongs to that control.
    if (!target.matches('tr')) return;
    const row = rowAt(active);
    const act = (work: () => void) => {
      event.preventDefault();
      event.stopPropagation();
      event.nativeEvent.stopImmediatePropagation();
      work();
    };
    switch (event.key) {
      case 'j':
      case 'ArrowDown':
        return act(() => move(1));
      case 'k':
      case 'ArrowUp':
        return act(() => move(-1));
      case 'PageDown':
        return act(() => move(10));
      case 'PageUp':
        return act(() => move(-10));
      case 'Home':
        return act(() => setActive(0));
      case 'End':
        return act(() => setActive(count - 1));
      case 'Enter':
        return row !== undefined && onOpen ? act(() => onOpen(row)) : undefined;
      case ' ':
      case 'x':
        return row !== undefined && onToggle ? act(() => onToggle(row)) : undefined;
    }
    const own = keys?.find(one => one.key === event.key);
    if (own && row !== undefined) act(() => own.run(row));
  };

  return { active, setActive, onKeyDown };
}
