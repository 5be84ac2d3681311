-- AlterEnum
ALTER TYPE "ImportStatus" ADD VALUE 'UPLOADED';
