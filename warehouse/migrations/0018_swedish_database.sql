-- The last comment that was English still.
ALTER DATABASE model MODIFY COMMENT 'Rader som uppgifter räknas fram av, bara för dataförvaltare';
