import { Tabs } from '@mantine/core';
import { lazy, Suspense } from 'react';
import { PageSkeleton } from '../../../client/components/loading.tsx';
import { PageHeader } from '../../../client/components/page-header.tsx';
import { useHasRole } from '../../../client/session.ts';
import { useUrlState } from '../../../client/use-url-filters.ts';
import { AuditTrail } from './components/audit-trail.tsx';

const PeopleAndLimits = lazy(async () => ({
  default: (await import('../users/components/people-and-limits.tsx')).PeopleAndLimits,
}));
const PlanningDefaults = lazy(async () => ({
  default: (await import('../../planning/planning-settings/components/planning-defaults.tsx')).PlanningDefaults,
}));
const SystemHealth = lazy(async () => ({
  default: (await import('../system/components/system-health.tsx')).SystemHealth,
}));

/** What was done, who may do what, and whether everything runs. */
export function AdminPage() {
  const administrator = useHasRole('ADMIN');
  const [tab, setTab] = useUrlState('tab', 'audit');
  const tabs = [
    { id: 'audit', label: 'Audit trail' },
    { id: 'people', label: 'Users and limits' },
    { id: 'planning', label: 'Planning' },
    ...(administrator ? [{ id: 'system', label: 'System' }] : []),
  ];
  const shown = tabs.some(one => one.id === tab) ? tab : 'audit';
  return (
    <>
      <PageHeader title="Admin" description="What was done, who may do what, and whether everything runs.">
        <Tabs value={shown} onChange={value => setTab(value ?? 'audit')}>
          <Tabs.List>
            {tabs.map(one => (
              <Tabs.Tab key={one.id} value={one.id}>
                {one.label}
              </Tabs.Tab>
            ))}
          </Tabs.List>
        </Tabs>
      </PageHeader>
      <div className="page-stack">
        <Suspense fallback={<PageSkeleton />}>
          {shown === 'audit' && <AuditTrail />}
          {shown === 'people' && <PeopleAndLimits />}
          {shown === 'planning' && <PlanningDefaults />}
          {shown === 'system' && <SystemHealth />}
        </Suspense>
      </div>
    </>
  );
}
