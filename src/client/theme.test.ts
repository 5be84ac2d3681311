import { DEFAULT_THEME, mergeMantineTheme } from '@mantine/core';
import { describe, expect, it } from 'vitest';
import { cssVariablesResolver, theme } from './theme.ts';

const variables = cssVariablesResolver(mergeMantineTheme(DEFAULT_THEME, theme));

/** @see WCAG 2.2, "relative luminance" */
function luminance(hex: string): number {
  const [red, green, blue] = [1, 3, 5].map(start => {
    const channel = Number.parseInt(hex.slice(start, start + 2), 16) / 255;
    return channel <= 0.040_45 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red! + 0.7152 * green! + 0.0722 * blue!;
}

function contrast(first: string, second: string): number {
  const [dark, light] = [luminance(first), luminance(second)].sort((a, b) => a - b);
  return (light! + 0.05) / (dark! + 0.05);
}

const surfaces = ['--app-surface', '--app-canvas', '--app-sunken', '--app-hover', '--app-selected'];
const words = ['--app-text', '--app-text-dim', '--app-accent', '--app-good', '--app-warning', '--app-bad'];
const softPairs = [
  ['--app-good', '--app-good-soft'],
  ['--app-warning', '--app-warning-soft'],
  ['--app-bad', '--app-bad-soft'],
  ['--app-accent', '--app-info-soft'],
  ['--app-accent', '--app-accent-soft'],
];
const lines = [...Array.from({ length: 10 }, (_, index) => `--app-chart-${index + 1}`), '--app-chart-history'];

describe.each(['light', 'dark'] as const)('contrast in the %s scheme (WCAG 2.2 AA)', scheme => {
  const color = (name: string) => (variables[scheme] as Record<string, string>)[name]!;
  it.each(words.flatMap(word => surfaces.map(surface => [word, surface])))(
    '%s on %s is at least 4.5',
    (word, surface) => {
      expect(contrast(color(word!), color(surface!))).toBeGreaterThanOrEqual(4.5);
    },
  );
  it.each(softPairs)('%s on %s is at least 4.5', (word, surface) => {
    expect(contrast(color(word!), color(surface!))).toBeGreaterThanOrEqual(4.5);
  });
  it.each(lines)('%s on a card is at least 3', line => {
    expect(contrast(color(line), color('--app-surface'))).toBeGreaterThanOrEqual(3);
  });
  it.each(['red', 'green', 'yellow', 'blue'])('alerts and buttons in %s are at least 4.5', name => {
    const soft = color(`--mantine-color-${name}-light`);
    expect(contrast(color(`--mantine-color-${name}-light-color`), soft)).toBeGreaterThanOrEqual(4.5);
    expect(contrast(color('--app-text'), soft)).toBeGreaterThanOrEqual(4.5);
    expect(contrast('#ffffff', color(`--mantine-color-${name}-filled`))).toBeGreaterThanOrEqual(4.5);
  });
  it('white on a filled button is at least 4.5', () => {
    const shade = (theme.primaryShade as { light: number; dark: number })[scheme];
    expect(contrast('#ffffff', theme.colors!.iris![shade]!)).toBeGreaterThanOrEqual(4.5);
  });
});
