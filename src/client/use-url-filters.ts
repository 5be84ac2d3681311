import { useCallback, useMemo } from 'react';
import { useSearchParams } from 'react-router';
import { carriedSearch, type Filters, readFilters, writeFilters } from './url-filters.ts';

/** The address as it is now, not as it was rendered: two changes in one turn must both stand. */
function currentSearch(): URLSearchParams {
  return new URLSearchParams(window.location.search);
}

/** The shared filters as the address holds them: a link shows a colleague the same thing. */
export function useUrlFilters() {
  const [search, setSearch] = useSearchParams();
  const text = search.toString();
  const filters = useMemo(() => readFilters(new URLSearchParams(text)), [text]);
  const setFilters = useCallback(
    (change: Partial<Filters>) => setSearch(writeFilters(currentSearch(), change), { replace: true }),
    [setSearch],
  );
  return { filters, setFilters };
}

/** What to append to a path so that the shared filters go along: `<Link to={'/inventory' + carried}>`. */
export function useCarriedSearch(): string {
  const [search] = useSearchParams();
  return carriedSearch(search);
}

/** One value of this screen (a tab, the open row) in the address; `initial` leaves no trace there. */
export function useUrlState(key: string, initial: string): [string, (value: string) => void] {
  const [search, setSearch] = useSearchParams();
  const setValue = useCallback(
    (value: string) => {
      const next = currentSearch();
      if (value === initial) next.delete(key);
      else next.set(key, value);
      setSearch(next, { replace: true });
    },
    [key, initial, setSearch],
  );
  return [search.get(key) ?? initial, setValue];
}
