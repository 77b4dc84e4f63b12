-- One row per delivery that was loaded whole when the refresh began.
-- Why a table: all cubes of one refresh read the same list, although deliveries come in meanwhile.
CREATE TABLE {int_loaded_delivery}
(
    delivery_id UUID COMMENT 'The delivery'
)
ENGINE = Memory
COMMENT 'One row per delivery that was loaded whole when the refresh began';

INSERT INTO {int_loaded_delivery}
SELECT delivery_id
FROM ops.delivery FINAL
WHERE status = 'loaded';
