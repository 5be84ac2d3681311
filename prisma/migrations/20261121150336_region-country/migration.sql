-- AlterTable
ALTER TABLE "Region" ADD COLUMN     "country" CHAR(2);

-- A region named after a country was taken for that country so far.
UPDATE "Region" SET "country" = CASE upper("code") WHEN 'UK' THEN 'GB' ELSE upper("code") END
WHERE upper("code") IN ('UK', 'AT', 'BE', 'BG', 'CH', 'CY', 'CZ', 'DE', 'DK', 'EE', 'ES', 'FI', 'FR', 'GB', 'GR', 'HR', 'HU', 'IE',
  'IT', 'LT', 'LU', 'LV', 'MT', 'NL', 'NO', 'PL', 'PT', 'RO', 'SE', 'SI', 'SK', 'US');

ALTER TABLE "Region" ADD CONSTRAINT "Region_country_check" CHECK ("country" ~ '^[A-Z]{2}$');
