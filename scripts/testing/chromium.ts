import { existsSync } from 'node:fs';

const places = [
  '/usr/bin/chromium',
  '/usr/bin/google-chrome',
  '/usr/bin/google-chrome-stable',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
];

/** The browser that tests drive: CHROMIUM_PATH, or one found where systems put it. */
export function chromiumPath(): string | undefined {
  return process.env.CHROMIUM_PATH ?? places.find(existsSync);
}
