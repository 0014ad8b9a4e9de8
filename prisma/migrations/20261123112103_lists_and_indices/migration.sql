-- Brings databases that were made with the first form of agencies_and_jobs to what its second form makes;
-- on the others nothing changes.

-- Lists that are empty rather than absent: rows without one were found by no search for an empty list.
ALTER TABLE "Subscription" ALTER COLUMN "twins" SET DEFAULT ARRAY[]::TEXT[],
ALTER COLUMN "themes" SET DEFAULT ARRAY[]::TEXT[],
ALTER COLUMN "audience" SET DEFAULT ARRAY[]::TEXT[];
UPDATE "Subscription" SET
	"twins" = coalesce("twins", '{}'),
	"themes" = coalesce("themes", '{}'),
	"audience" = coalesce("audience", '{}')
WHERE "twins" IS NULL OR "themes" IS NULL OR "audience" IS NULL;

-- What workers look for: workspaces by what is due in them, and what counts against any limit.
CREATE INDEX IF NOT EXISTS "Delivery_due_lane" ON "Delivery" ("rate", "lane", "dueAt") WHERE "dueAt" IS NOT NULL;
DROP INDEX IF EXISTS "Delivery_answered_rate";
CREATE INDEX IF NOT EXISTS "Delivery_answered_at" ON "Delivery" ("answeredAt") WHERE "answeredAt" IS NOT NULL;

-- Changes of messages, which few deliveries are.
DROP INDEX IF EXISTS "Delivery_original_idx";
CREATE INDEX IF NOT EXISTS "Delivery_original" ON "Delivery" ("original") WHERE "original" IS NOT NULL;
