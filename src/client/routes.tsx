import {
  IconArrowsExchange,
  IconChartLine,
  IconDatabaseSearch,
  IconFileImport,
  IconLayoutDashboard,
  IconListNumbers,
  IconPackages,
  IconShieldCheck,
  IconShoppingCart,
  IconTags,
  IconTruckDelivery,
  type TablerIcon,
} from '@tabler/icons-react';
import { type ComponentType, type LazyExoticComponent, lazy } from 'react';
import type { Role } from './session.ts';

export interface AppRoute {
  /** `/forecasting`, or with parameters `/purchasing/:orderId`. */
  readonly path: string;
  /** Name in the navigation, the palette and the document's title. */
  readonly label: string;
  /** The least role that may open it. */
  readonly role: Role;
  /** Present: the route is in the navigation. */
  readonly navigation?: {
    readonly section: Section;
    readonly icon: TablerIcon;
    /** `g` then this letter goes here. */
    readonly key: string;
  };
  readonly Page: LazyExoticComponent<ComponentType>;
  /** Fetches the page's code ahead, when the pointer rests on its link. */
  readonly preload: () => void;
}

export const sections = ['Overview', 'Plan', 'Operate', 'Money', 'Set up'] as const;
export type Section = (typeof sections)[number];

type Load = () => Promise<ComponentType>;

function page(load: Load): Pick<AppRoute, 'Page' | 'preload'> {
  return {
    Page: lazy(async () => {
      const [Page] = await Promise.all([load(), import('./mantine-styles.ts')]);
      return { default: Page };
    }),
    preload: () => void load().catch(() => undefined),
  };
}

/** Every screen of the product, in the order of the navigation. One entry here is all that a new page needs. */
export const routes: readonly AppRoute[] = [
  {
    path: '/dashboard',
    label: 'Dashboard',
    role: 'VIEWER',
    navigation: { section: 'Overview', icon: IconLayoutDashboard, key: 'd' },
    ...page(async () => (await import('../features/workspace/dashboard/dashboard-page.tsx')).DashboardPage),
  },
  {
    path: '/forecasting',
    label: 'Forecasting',
    role: 'VIEWER',
    navigation: { section: 'Plan', icon: IconChartLine, key: 'f' },
    ...page(async () => (await import('../features/forecasting/forecasts/forecasting-page.tsx')).ForecastingPage),
  },
  {
    path: '/portfolio',
    label: 'Portfolio',
    role: 'VIEWER',
    navigation: { section: 'Plan', icon: IconListNumbers, key: 'o' },
    ...page(async () => (await import('../features/forecasting/portfolio/portfolio-page.tsx')).PortfolioPage),
  },
  {
    path: '/import',
    label: 'Import',
    role: 'VIEWER',
    navigation: { section: 'Set up', icon: IconFileImport, key: 'm' },
    ...page(async () => (await import('../features/data/imports/import-page.tsx')).ImportPage),
  },
  {
    path: '/data-quality',
    label: 'Data quality',
    role: 'VIEWER',
    navigation: { section: 'Set up', icon: IconDatabaseSearch, key: 'q' },
    ...page(async () => (await import('../features/data/data-quality/data-quality-page.tsx')).DataQualityPage),
  },
  {
    path: '/inventory',
    label: 'Inventory',
    role: 'VIEWER',
    navigation: { section: 'Plan', icon: IconPackages, key: 'i' },
    ...page(async () => (await import('../features/planning/inventory/inventory-page.tsx')).InventoryPage),
  },
  {
    path: '/purchasing',
    label: 'Purchasing',
    role: 'VIEWER',
    navigation: { section: 'Operate', icon: IconShoppingCart, key: 'p' },
    ...page(async () => (await import('../features/purchasing/orders/purchasing-page.tsx')).PurchasingPage),
  },
  {
    path: '/purchasing/:orderId',
    label: 'Purchase order',
    role: 'VIEWER',
    ...page(async () => (await import('../features/purchasing/orders/order-page.tsx')).OrderPage),
  },
  {
    path: '/transfers',
    label: 'Transfers',
    role: 'VIEWER',
    navigation: { section: 'Operate', icon: IconArrowsExchange, key: 't' },
    ...page(async () => (await import('../features/planning/transfer-orders/transfers-page.tsx')).TransfersPage),
  },
  {
    path: '/transfers/:orderId',
    label: 'Transfer order',
    role: 'VIEWER',
    ...page(async () => (await import('../features/planning/transfer-orders/transfer-page.tsx')).TransferPage),
  },
  {
    path: '/supply-chain',
    label: 'Suppliers',
    role: 'VIEWER',
    navigation: { section: 'Operate', icon: IconTruckDelivery, key: 's' },
    ...page(async () => (await import('../features/purchasing/suppliers/suppliers-page.tsx')).SuppliersPage),
  },
  {
    path: '/catalogue',
    label: 'Catalogue',
    role: 'VIEWER',
    navigation: { section: 'Set up', icon: IconTags, key: 'k' },
    ...page(async () => (await import('../features/data/catalogue/catalogue-page.tsx')).CataloguePage),
  },
  {
    path: '/admin',
    label: 'Admin',
    role: 'MANAGER',
    navigation: { section: 'Set up', icon: IconShieldCheck, key: 'a' },
    ...page(async () => (await import('../features/workspace/audit/admin-page.tsx')).AdminPage),
  },
];

/** Where whoever is not signed in is led to. */
export const signInPath = '/sign-in';
export const { Page: SignInPage } = page(
  async () => (await import('../features/workspace/users/sign-in-page.tsx')).SignInPage,
);
