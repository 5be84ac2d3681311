-- AlterTable
ALTER TABLE "Organisation" ADD COLUMN     "catalogueVersion" TEXT NOT NULL DEFAULT '';

-- Whoever changes the catalogue, in whatever way, gives it a new version in the same transaction; once, however many rows.
CREATE FUNCTION renew_catalogue_version() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  UPDATE "Organisation" SET "catalogueVersion" = pg_current_xact_id()::text
  WHERE id = coalesce(NEW."organisationId", OLD."organisationId")
    AND "catalogueVersion" <> pg_current_xact_id()::text;
  RETURN NULL;
END
$$;
DO $$
DECLARE catalogue_table text;
BEGIN
  FOREACH catalogue_table IN ARRAY ARRAY['Product', 'Region', 'Channel', 'Sku', 'Warehouse'] LOOP
    EXECUTE format(
      'CREATE TRIGGER renew_catalogue_version AFTER INSERT OR UPDATE OR DELETE ON %I
         FOR EACH ROW EXECUTE FUNCTION renew_catalogue_version()',
      catalogue_table);
  END LOOP;
END
$$;
