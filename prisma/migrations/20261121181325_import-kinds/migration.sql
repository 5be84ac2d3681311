-- CreateEnum
CREATE TYPE "ImportKind" AS ENUM ('SALES', 'SUPPLIER_TERMS', 'SUPPLIER_CAPACITY');

-- AlterTable
ALTER TABLE "ImportBatch" ADD COLUMN     "kind" "ImportKind" NOT NULL DEFAULT 'SALES';

-- AlterTable
ALTER TABLE "ImportRow" ADD COLUMN     "record" JSONB;
