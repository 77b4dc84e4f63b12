-- Comments in Swedish, as those of mart: who reads the tables works in a Swedish municipality, and the data dictionary is
-- made of these words. Names stay English. Nothing but comments changes: no row is written, and a second run changes
-- nothing more. A column whose comment was Swedish before is not named here.

ALTER TABLE ops.migration
    MODIFY COMMENT 'En rad per migrering som har genomförts',
    COMMENT COLUMN number 'Filnamnets första del',
    COMMENT COLUMN name 'Resten av filnamnet',
    COMMENT COLUMN sha256 'Filens SHA-256, hexadecimalt',
    COMMENT COLUMN applied_at 'När filens sista sats var genomförd';

ALTER TABLE ops.delivery
    MODIFY COMMENT 'En rad per leverans: en fil, eller en hämtning från en källa',
    COMMENT COLUMN delivery_id 'Räknas ur källa, omfång och innehåll: samma underlag är samma leverans',
    COMMENT COLUMN feed 'Källans namn, samma som ruttens och mappningens',
    COMMENT COLUMN scope 'file, eller vad en hämtning frågade efter',
    COMMENT COLUMN content_hash 'SHA-256 av dokumenten, hexadecimalt',
    COMMENT COLUMN recipe 'SHA-256 av mappningsfil, nyckelversioner och tabellepoker: ett ändrat recept läser in samma underlag igen',
    COMMENT COLUMN sequence 'Leveransernas ordning; behålls när en leverans läses in igen',
    COMMENT COLUMN status 'received, loading, loaded, held eller failed',
    COMMENT COLUMN read_count 'Lästa faktaposter = godtagna + avvisade + skyddade + överhoppade',
    COMMENT COLUMN accepted_count 'Poster som klarade mappning och kontroll',
    COMMENT COLUMN rejected_count 'Avvisade poster, i karantän med en orsak',
    COMMENT COLUMN protected_count 'Poster som utelämnats för att identiteten är skyddad',
    COMMENT COLUMN skipped_count 'Poster som utelämnats enligt en regel i mappningen',
    COMMENT COLUMN unlinked_count 'Av de godtagna: personer som inte kan länkas mellan verksamheter',
    COMMENT COLUMN unmapped_unit_count 'Av de godtagna: utan skolenhetskod',
    COMMENT COLUMN started_at 'När den först lästes',
    COMMENT COLUMN finished_at 'När den lästes in, hölls tillbaka eller misslyckades; NULL dessförinnan',
    COMMENT COLUMN written_at 'Radens version';

ALTER TABLE ops.delivery_entity
    MODIFY COMMENT 'En rad per leverans och slag av referensentitet',
    COMMENT COLUMN delivery_id 'Leveransen',
    COMMENT COLUMN entity 'Referensentitet: person, unit, event, enrolment, meeting',
    COMMENT COLUMN entity_count 'Hur många som lästes',
    COMMENT COLUMN written_at 'Radens version';

ALTER TABLE ops.delivery_reason
    MODIFY COMMENT 'En rad per leverans, orsak och fält för avvisade poster',
    COMMENT COLUMN delivery_id 'Leveransen',
    COMMENT COLUMN reason 'Kod för regeln som bröts',
    COMMENT COLUMN field 'Fältets namn i källsystemet; tom där inget enskilt fält är orsaken',
    COMMENT COLUMN rejected_count 'Antal poster',
    COMMENT COLUMN written_at 'Radens version';

ALTER TABLE ops.table_epoch
    MODIFY COMMENT 'En rad per tabell vars epok någon gång höjts; övrigas epok är 0',
    COMMENT COLUMN table_name 'Tabell i databasen core',
    COMMENT COLUMN epoch 'Höjs av radering, hävd spärr och gallring: ingår i varje inläsnings token',
    COMMENT COLUMN written_at 'Radens version';

ALTER TABLE core.attendance
    MODIFY COMMENT 'En rad per person, skolenhet och lektion, från källsystem som rapporterar lektioner',
    COMMENT COLUMN person_pseudonym 'Personens pseudonym inom detta ändamål',
    COMMENT COLUMN is_linkable '1 = pseudonymen betyder samma person i andra källor (personnummer, samordningsnummer)',
    COMMENT COLUMN key_version 'Version av nyckeln som pseudonym och token är gjorda med',
    COMMENT COLUMN school_unit_code 'Skolenhetskod; tom där källsystemets enhet inte är mappad',
    COMMENT COLUMN sex 'F, M eller U (okänt)',
    COMMENT COLUMN attended_on 'Skoldag, Europe/Stockholm',
    COMMENT COLUMN offered_minutes 'Minuter som elevens schema erbjöd',
    COMMENT COLUMN present_minutes 'Minuter närvaro',
    COMMENT COLUMN unspecified_absence_minutes 'Minuter frånvaro från källsystem som inte skiljer giltig från ogiltig',
    COMMENT COLUMN other_minutes 'Minuter närvaro på annat håll',
    COMMENT COLUMN late_minutes 'Minuter sen ankomst; ingår inte i summan',
    COMMENT COLUMN is_reported '0 = ingen rapporterade: erbjuden tid behålls och inget är frånvaro',
    COMMENT COLUMN feed 'Källans namn, samma som ruttens och mappningens',
    COMMENT COLUMN delivery_id 'Leveransen som senast skrev raden',
    COMMENT COLUMN source_key 'Token för källsystemets eget rad-id, eller för den naturliga nyckeln',
    COMMENT COLUMN version 'Senaste ändring av någon entitet som raden är gjord av, annars leveransernas ordning (docs/delivery.md)',
    COMMENT COLUMN is_deleted '1 = källsystemet har tagit tillbaka raden',
    COMMENT COLUMN has_schedule '0 = från en tjänst som bara rapporterar frånvaro: ingen nämnare i sig',
    COMMENT COLUMN lesson_key 'Token för lektionen, gemensam för alla dess elever; noll där källsystemet inte har någon egen lektion';

ALTER TABLE core.pupil_term
    MODIFY COMMENT 'En rad per person, skolenhet och skolplacering',
    COMMENT COLUMN person_pseudonym 'Personens pseudonym inom detta ändamål',
    COMMENT COLUMN is_linkable '1 = pseudonymen betyder samma person i andra källor (personnummer, samordningsnummer)',
    COMMENT COLUMN key_version 'Version av nyckeln som pseudonym och token är gjorda med',
    COMMENT COLUMN school_unit_code 'Skolenhetskod; tom där källsystemets enhet inte är mappad',
    COMMENT COLUMN school_form 'schoolType i SS 12000: FKLASS, GR, GY ...',
    COMMENT COLUMN sex 'F, M eller U (okänt)',
    COMMENT COLUMN birth_year 'Födelseår, aldrig födelsedatum',
    COMMENT COLUMN valid_from 'Första dagen',
    COMMENT COLUMN valid_to 'Första dagen efter skolplaceringen; NULL medan den pågår',
    COMMENT COLUMN feed 'Källans namn, samma som ruttens och mappningens',
    COMMENT COLUMN delivery_id 'Leveransen som senast skrev raden',
    COMMENT COLUMN source_key 'Token för källsystemets eget rad-id, eller för den naturliga nyckeln',
    COMMENT COLUMN version 'Senaste ändring av någon entitet som raden är gjord av, annars leveransernas ordning (docs/delivery.md)',
    COMMENT COLUMN is_deleted '1 = källsystemet har tagit tillbaka raden',
    COMMENT COLUMN source_person_key 'Token för källsystemets eget person-id, som en borttagen person hittas genom; noll där källsystemet saknar det';

ALTER TABLE core.social_event
    MODIFY COMMENT 'En rad per person och anmälan, utredning, beslut, insats, genomförande eller resurs',
    COMMENT COLUMN person_pseudonym 'Personens pseudonym inom detta ändamål',
    COMMENT COLUMN is_linkable '1 = pseudonymen betyder samma person i andra källor (personnummer, samordningsnummer)',
    COMMENT COLUMN key_version 'Version av nyckeln som pseudonym och token är gjorda med',
    COMMENT COLUMN category 'Ur kommunens egen korta lista i mappningen',
    COMMENT COLUMN started_on 'Dagen för anmälan eller beslut, första dagen för utredning eller insats',
    COMMENT COLUMN ended_on 'Sista dagen; NULL medan det pågår',
    COMMENT COLUMN was_assessed '1 = en individuell prövning ligger bakom; NULL där frågan inte är tillämplig',
    COMMENT COLUMN feed 'Källans namn, samma som ruttens och mappningens',
    COMMENT COLUMN delivery_id 'Leveransen som senast skrev raden',
    COMMENT COLUMN source_key 'Token för källsystemets eget rad-id, eller för den naturliga nyckeln',
    COMMENT COLUMN version 'Senaste ändring av någon entitet som raden är gjord av, annars leveransernas ordning (docs/delivery.md)',
    COMMENT COLUMN is_deleted '1 = källsystemet har tagit tillbaka raden';

ALTER TABLE core.leisure_visit
    MODIFY COMMENT 'En rad per deltagare som var närvarande vid en sammankomst',
    COMMENT COLUMN person_pseudonym 'Personens pseudonym inom detta ändamål',
    COMMENT COLUMN is_linkable '1 = pseudonymen betyder samma person i andra källor (personnummer, samordningsnummer)',
    COMMENT COLUMN key_version 'Version av nyckeln som pseudonym och token är gjorda med',
    COMMENT COLUMN association_id 'Föreningens id i kommunens register',
    COMMENT COLUMN activity 'Ur mappningens värdetabell',
    COMMENT COLUMN municipality_code 'Fyra siffror; tom där den är okänd',
    COMMENT COLUMN visited_on 'Dagen då sammankomsten började, Europe/Stockholm',
    COMMENT COLUMN minutes 'Sammankomstens längd i minuter',
    COMMENT COLUMN meeting_key 'Token för sammankomsten: förening, närvarokort, kod och Datum',
    COMMENT COLUMN meeting_code_key 'Token för sammankomsten utan Datum; NULL där kod inte är unik på närvarokortet',
    COMMENT COLUMN feed 'Källans namn, samma som ruttens och mappningens',
    COMMENT COLUMN delivery_id 'Leveransen som senast skrev raden',
    COMMENT COLUMN source_key 'Token för källsystemets eget rad-id, eller för den naturliga nyckeln',
    COMMENT COLUMN version 'Senaste ändring av någon entitet som raden är gjord av, annars leveransernas ordning (docs/delivery.md)',
    COMMENT COLUMN is_deleted '1 = källsystemet har tagit tillbaka raden';

ALTER TABLE core.attendance_period
    MODIFY COMMENT 'En rad per person, skolenhet, aktivitet och period, från källsystem som bara har summor',
    COMMENT COLUMN person_pseudonym 'Personens pseudonym inom detta ändamål',
    COMMENT COLUMN is_linkable '1 = pseudonymen betyder samma person i andra källor (personnummer, samordningsnummer)',
    COMMENT COLUMN key_version 'Version av nyckeln som pseudonym och token är gjorda med',
    COMMENT COLUMN school_unit_code 'Skolenhetskod; tom där källsystemets enhet inte är mappad',
    COMMENT COLUMN sex 'F, M eller U (okänt)',
    COMMENT COLUMN period_from_on 'Periodens första dag, Europe/Stockholm',
    COMMENT COLUMN period_to_on 'Periodens sista dag, inräknad',
    COMMENT COLUMN offered_minutes 'Minuter som schemat erbjöd; NULL där källsystemet inte vet: ingen nämnare',
    COMMENT COLUMN reported_minutes 'Erbjudna minuter som någon rapporterade; NULL där källsystemet inte uppger det',
    COMMENT COLUMN present_minutes 'Minuter närvaro',
    COMMENT COLUMN unspecified_absence_minutes 'Minuter frånvaro från källsystem som inte skiljer giltig från ogiltig',
    COMMENT COLUMN other_minutes 'Minuter närvaro på annat håll',
    COMMENT COLUMN late_minutes 'Minuter sen ankomst; ingår inte i summan',
    COMMENT COLUMN unreported_minutes 'Erbjudna minuter som ingen rapporterade; NULL där källsystemet inte uppger det',
    COMMENT COLUMN feed 'Källans namn, samma som ruttens och mappningens',
    COMMENT COLUMN delivery_id 'Leveransen som senast skrev raden',
    COMMENT COLUMN source_key 'Token för källsystemets eget rad-id, eller för den naturliga nyckeln',
    COMMENT COLUMN version 'Senaste ändring av någon entitet som raden är gjord av, annars leveransernas ordning (docs/delivery.md)',
    COMMENT COLUMN is_deleted '1 = källsystemet har tagit tillbaka raden';

ALTER TABLE core.absence_notice
    MODIFY COMMENT 'En rad per anmälan om frånvaro eller ledighet och person',
    COMMENT COLUMN person_pseudonym 'Personens pseudonym inom detta ändamål',
    COMMENT COLUMN is_linkable '1 = pseudonymen betyder samma person i andra källor (personnummer, samordningsnummer)',
    COMMENT COLUMN key_version 'Version av nyckeln som pseudonym och token är gjorda med',
    COMMENT COLUMN school_unit_code 'Skolenhetskod; tom där källsystemets enhet inte är mappad',
    COMMENT COLUMN notice_type 'leave (beviljad ledighet), reported (anmäld frånvaro) eller other',
    COMMENT COLUMN starts_on 'Första dagen, Europe/Stockholm; klockslaget sparas inte',
    COMMENT COLUMN ends_on 'Sista dagen, inräknad',
    COMMENT COLUMN feed 'Källans namn, samma som ruttens och mappningens',
    COMMENT COLUMN delivery_id 'Leveransen som senast skrev raden',
    COMMENT COLUMN source_key 'Token för källsystemets eget rad-id, eller för den naturliga nyckeln',
    COMMENT COLUMN version 'Senaste ändring av någon entitet som raden är gjord av, annars leveransernas ordning (docs/delivery.md)',
    COMMENT COLUMN is_deleted '1 = källsystemet har tagit tillbaka raden';

ALTER TABLE core.grade
    MODIFY COMMENT 'En rad per person, ämne eller kurs, och tillfälle',
    COMMENT COLUMN person_pseudonym 'Personens pseudonym inom detta ändamål',
    COMMENT COLUMN is_linkable '1 = pseudonymen betyder samma person i andra källor (personnummer, samordningsnummer)',
    COMMENT COLUMN key_version 'Version av nyckeln som pseudonym och token är gjorda med',
    COMMENT COLUMN school_unit_code 'Skolenhetskod; tom där källsystemets enhet inte är mappad',
    COMMENT COLUMN school_form 'schoolType i SS 12000: GR, GY ...; tom där den är okänd',
    COMMENT COLUMN subject 'Ämnets eller kursens kod: MA, SVA, M1XXX',
    COMMENT COLUMN grade 'A-F, - = betyg saknas för att underlag saknas; VG, G, IG i äldre skalor',
    COMMENT COLUMN graded_on 'Dagen då betyget sattes',
    COMMENT COLUMN semester 'HT eller VT; tom där källsystemet inte uppger det',
    COMMENT COLUMN graded_year 'Terminens kalenderår',
    COMMENT COLUMN is_trial 'Satt efter prövning',
    COMMENT COLUMN source_person_key 'Token för källsystemets eget person-id: en elevs alla betyg ersätts tillsammans; noll där källsystemet saknar det',
    COMMENT COLUMN feed 'Källans namn, samma som ruttens och mappningens',
    COMMENT COLUMN delivery_id 'Leveransen som senast skrev raden',
    COMMENT COLUMN source_key 'Token för källsystemets eget rad-id, eller för den naturliga nyckeln',
    COMMENT COLUMN version 'Senaste ändring av någon entitet som raden är gjord av, annars leveransernas ordning (docs/delivery.md)',
    COMMENT COLUMN is_deleted '1 = källsystemet har tagit tillbaka raden';

ALTER TABLE core.support_case
    MODIFY COMMENT 'En rad per steg i ett ärende hos skolsociala teamet',
    COMMENT COLUMN person_pseudonym 'Personens pseudonym inom detta ändamål; bara inom denna källa där inget giltigt samtycke täcker ärende och steg',
    COMMENT COLUMN is_linkable '1 = pseudonymen betyder samma person i andra källor: nummer och samtycke medger det',
    COMMENT COLUMN key_version 'Version av nyckeln som pseudonym och token är gjorda med',
    COMMENT COLUMN district 'Stadsdel; tom där ingen anges',
    COMMENT COLUMN model 'Stödprogram (modell), ur mappningens värdetabell',
    COMMENT COLUMN level '1 främjande, 2 förebyggande, 3 åtgärdande; tom där ingen anges',
    COMMENT COLUMN step_on 'Stegets dag, Europe/Stockholm',
    COMMENT COLUMN consent_from 'Första dagen för samtycket till att dela uppgifter; NULL = inget',
    COMMENT COLUMN consent_to 'Samtyckets sista dag; NULL medan det gäller',
    COMMENT COLUMN effort 'Insatsen, ur mappningens värdetabell',
    COMMENT COLUMN case_key 'Token för person, skolenhet och modell, och för föregående avslut där ärendet inte är det första',
    COMMENT COLUMN feed 'Källans namn, samma som ruttens och mappningens',
    COMMENT COLUMN delivery_id 'Leveransen som senast skrev raden',
    COMMENT COLUMN source_key 'Token för källsystemets eget rad-id, eller för den naturliga nyckeln',
    COMMENT COLUMN version 'Senaste ändring av någon entitet som raden är gjord av, annars leveransernas ordning (docs/delivery.md)',
    COMMENT COLUMN is_deleted '1 = källsystemet har tagit tillbaka raden';

ALTER TABLE core.care_day
    MODIFY COMMENT 'En rad per barn, enhet och dag i förskola eller fritidshem',
    COMMENT COLUMN person_pseudonym 'Personens pseudonym inom detta ändamål',
    COMMENT COLUMN is_linkable '1 = pseudonymen betyder samma person i andra källor (personnummer, samordningsnummer)',
    COMMENT COLUMN key_version 'Version av nyckeln som pseudonym och token är gjorda med',
    COMMENT COLUMN school_unit_code 'Skolenhetskod; tom där källsystemets enhet inte är mappad',
    COMMENT COLUMN school_form 'FS, FTH, OPPFTH; tom där den är okänd',
    COMMENT COLUMN attended_on 'Dagen, Europe/Stockholm; klockslaget sparas inte',
    COMMENT COLUMN present_minutes 'Minuter från incheckning till utcheckning',
    COMMENT COLUMN is_complete '0 = incheckning utan utcheckning eller tvärtom: minuterna är för få',
    COMMENT COLUMN feed 'Källans namn, samma som ruttens och mappningens',
    COMMENT COLUMN delivery_id 'Leveransen som senast skrev raden',
    COMMENT COLUMN source_key 'Token för källsystemets eget rad-id, eller för den naturliga nyckeln',
    COMMENT COLUMN version 'Senaste ändring av någon entitet som raden är gjord av, annars leveransernas ordning (docs/delivery.md)',
    COMMENT COLUMN is_deleted '1 = källsystemet har tagit tillbaka raden';

ALTER TABLE core.facility_booking
    MODIFY COMMENT 'En rad per bokning av en anläggning; ingen person',
    COMMENT COLUMN facility_id 'Anläggningens id i bokningssystemet',
    COMMENT COLUMN facility_kind 'Ur mappningens värdetabell',
    COMMENT COLUMN association_id 'Föreningen som bokade; tom där det inte var någon',
    COMMENT COLUMN activity 'Ur mappningens värdetabell',
    COMMENT COLUMN district 'Stadsdel; tom där ingen anges',
    COMMENT COLUMN booked_on 'Dagen då bokningen börjar, Europe/Stockholm',
    COMMENT COLUMN minutes 'Bokningens längd i minuter',
    COMMENT COLUMN feed 'Källans namn, samma som ruttens och mappningens',
    COMMENT COLUMN delivery_id 'Leveransen som senast skrev raden',
    COMMENT COLUMN source_key 'Token för källsystemets eget rad-id, eller för den naturliga nyckeln',
    COMMENT COLUMN version 'Senaste ändring av någon entitet som raden är gjord av, annars leveransernas ordning (docs/delivery.md)',
    COMMENT COLUMN is_deleted '1 = källsystemet har tagit tillbaka raden';

ALTER TABLE core.resource
    MODIFY COMMENT 'En rad per stadsdel, år, slag, insats och målgrupp; ingen person',
    COMMENT COLUMN budget_year 'Kalenderår',
    COMMENT COLUMN effort 'Insats; tom där ingen anges',
    COMMENT COLUMN target_group 'Målgrupp; tom där ingen anges',
    COMMENT COLUMN posts 'Heltidstjänster',
    COMMENT COLUMN places 'Platser i en grupp',
    COMMENT COLUMN kronor 'Hela kronor',
    COMMENT COLUMN feed 'Källans namn, samma som ruttens och mappningens',
    COMMENT COLUMN delivery_id 'Leveransen som senast skrev raden',
    COMMENT COLUMN source_key 'Token för källsystemets eget rad-id, eller för den naturliga nyckeln',
    COMMENT COLUMN version 'Senaste ändring av någon entitet som raden är gjord av, annars leveransernas ordning (docs/delivery.md)',
    COMMENT COLUMN is_deleted '1 = källsystemet har tagit tillbaka raden';

ALTER TABLE ops.feed_cursor
    MODIFY COMMENT 'En rad per källa som hämtas genom ändringar: hur långt den har kommit',
    COMMENT COLUMN feed 'Källans namn, samma som ruttens och mappningens',
    COMMENT COLUMN modified_after 'Allt som källsystemet ändrat till och med hit finns i lagret; nästa hämtning frågar härifrån, minus sitt överlapp',
    COMMENT COLUMN delivery_id 'Leveransen som förde källan hit',
    COMMENT COLUMN written_at 'Radens version';

ALTER TABLE ops.claimed_key
    MODIFY COMMENT 'Nycklar i leveransen som läses in, där den uppger sig vara fullständig; tom mellan leveranser',
    COMMENT COLUMN feed 'Källans namn, samma som ruttens och mappningens',
    COMMENT COLUMN table_name 'Tabell i databasen core',
    COMMENT COLUMN source_key 'Token för en rad som leveransen hade med';

ALTER TABLE ops.delivery_claim
    MODIFY COMMENT 'En rad per leverans och tabell som den uppgav sig vara fullständig för',
    COMMENT COLUMN delivery_id 'Leveransen',
    COMMENT COLUMN table_name 'Tabell i databasen core',
    COMMENT COLUMN from_on 'Omfångets första dag; NULL = källans alla rader',
    COMMENT COLUMN to_on 'Omfångets sista dag; NULL = källans alla rader',
    COMMENT COLUMN claimed_count 'Nycklar som leveransen hade med',
    COMMENT COLUMN current_count 'Rader i omfånget innan anspråket avgjordes',
    COMMENT COLUMN gone_count 'Därav rader som leveransen inte hade med',
    COMMENT COLUMN state 'settled = de togs tillbaka; withheld = svaret var misstänkt och inget togs tillbaka',
    COMMENT COLUMN reason 'Varför inget togs tillbaka; tom vid settled',
    COMMENT COLUMN written_at 'Radens version';

ALTER TABLE ops.source_field
    MODIFY COMMENT 'En rad per fält som ett källsystem har skickat: så märks ändrad uppbyggnad; namn och slag, aldrig ett värde',
    COMMENT COLUMN feed 'Källans namn, samma som ruttens och mappningens',
    COMMENT COLUMN entity 'Källsystemets ord: endpoint, element, posttyp',
    COMMENT COLUMN field 'Fältets namn i källsystemet',
    COMMENT COLUMN kinds 'Slag av värden som stått i fältet, i bokstavsordning: text, number, truth, list, object',
    COMMENT COLUMN first_delivery_id 'Leveransen som först hade fältet i denna form',
    COMMENT COLUMN written_at 'Radens version';

ALTER TABLE ops.drift
    MODIFY COMMENT 'En rad per leverans och ändring av källsystemets uppbyggnad',
    COMMENT COLUMN delivery_id 'Leveransen som det sågs i',
    COMMENT COLUMN feed 'Källans namn, samma som ruttens och mappningens',
    COMMENT COLUMN entity 'Källsystemets ord: endpoint, element, posttyp',
    COMMENT COLUMN field 'Fältets namn i källsystemet',
    COMMENT COLUMN change 'new-field, changed-type, missing-field eller new-value',
    COMMENT COLUMN action 'evolve, reject-value, reject-row eller freeze: vad mappningen föreskriver',
    COMMENT COLUMN record_count 'Poster som visar det; 0 där bara fältet självt är känt',
    COMMENT COLUMN written_at 'Radens version';

ALTER TABLE ops.erasing_person
    MODIFY COMMENT 'Vad en raderings mutationer läser, så att deras text, som sparas på disk, inte nämner någon pseudonym',
    COMMENT COLUMN person_pseudonym 'En persons pseudonym; tabellen är tom mellan raderingar';

ALTER TABLE ops.expiring_key
    MODIFY COMMENT 'Vad en gallrings mutationer läser; tom mellan gallringar',
    COMMENT COLUMN source_key 'Token för en rad vars nyaste version är äldre än gallringsfristen';

ALTER TABLE ops.domain_key
    MODIFY COMMENT 'En rad per domän vars nycklar har bytts',
    COMMENT COLUMN domain 'Domän för token: ändamålet, eller ändamålet och en källa',
    COMMENT COLUMN key_version 'Nyckelversion som domänens token i databasen core är gjorda med; 1 där rad saknas',
    COMMENT COLUMN check_value 'Kontrollvärde för den versionens nyckel: skiljer nycklar åt och röjer inget om nyckeln',
    COMMENT COLUMN written_at 'Radens version';

ALTER TABLE ops.received_batch
    MODIFY COMMENT 'En rad per sändning från en annan zon vars inläsning påbörjats; tom i en installation som inte tar emot någon',
    COMMENT COLUMN sender 'Id för avsändarens publika nyckel',
    COMMENT COLUMN batch_number 'Ordning bland avsändarens sändningar',
    COMMENT COLUMN feed 'Källans namn, samma som ruttens och mappningens',
    COMMENT COLUMN ledger 'Avsändarens huvudbok: en som gick förlorad och började om är en annan',
    COMMENT COLUMN sender_sequence 'Ordning bland avsändarens leveranser i dess huvudbok',
    COMMENT COLUMN delivery_id 'Leveransen som sändningen innehöll',
    COMMENT COLUMN sequence 'Leveransens ordning här',
    COMMENT COLUMN key_marks 'Domän, version och kontrollvärde för nycklarna som token är gjorda med; aldrig en nyckel',
    COMMENT COLUMN written_at 'Radens version';

ALTER TABLE ops.retoken
    MODIFY COMMENT 'Vad mutationerna som byter token läser, så att deras text, som sparas på disk, inte nämner någon; tom däremellan',
    COMMENT COLUMN row_token 'Token som raderna hittas genom: ett ärendes eller en persons',
    COMMENT COLUMN person_pseudonym 'Pseudonym som personen på dessa rader får',
    COMMENT COLUMN key_version 'Version av nyckeln som den är gjord med',
    COMMENT COLUMN before_on 'Bara steg före denna dag; 2299-12-31 = alla';

ALTER TABLE ops.model_refresh
    MODIFY COMMENT 'En rad per beräkning av modellerna som kom till slutet',
    COMMENT COLUMN recipe 'SHA-256 av det som sparade rader beror på: modellfiler, utelämnade källor, epok och identitet för core.attendance',
    COMMENT COLUMN rest 'SHA-256 av det som övriga sparade rader beror på: alla modellfiler, inställningar och innehållet i andra tabeller',
    COMMENT COLUMN partitions 'Partitioner i core.attendance som lästes',
    COMMENT COLUMN last_blocks 'Nyaste blocket i var och en: ett annat nummer betyder rader som inte lästs',
    COMMENT COLUMN not_counted 'Leveranser som då inte var helt inlästa: en del av deras rader kan ha funnits',
    COMMENT COLUMN is_whole '1 = varje månad gjordes om',
    COMMENT COLUMN started_at 'När den började',
    COMMENT COLUMN finished_at 'När varje tabell var på plats';

ALTER TABLE ops.data_test
    MODIFY COMMENT 'En rad per datatest och körning; ingen person',
    COMMENT COLUMN run_number 'Testernas första, andra … körning; den högsta gäller',
    COMMENT COLUMN run_at 'När körningen var slut',
    COMMENT COLUMN test_name 'Fil i warehouse/tests, utan .sql',
    COMMENT COLUMN bad_row_count 'Rader som testet fann; NULL där testet självt misslyckades';

ALTER TABLE ops.removal
    MODIFY COMMENT 'En rad per rad eller grupp som en leverans tog tillbaka genom dess nyckel, den senaste gången',
    COMMENT COLUMN feed 'Källans namn, samma som ruttens och mappningens',
    COMMENT COLUMN table_name 'Tabell i databasen core',
    COMMENT COLUMN removed_key 'Token för raden, eller för den sammankomst, lektion eller elevs betyg som ersattes eller togs tillbaka',
    COMMENT COLUMN position 'Plats i ordningen av källans alla poster: leverans, sats, rad',
    COMMENT COLUMN delivery_id 'Leveransen som tog tillbaka den',
    COMMENT COLUMN written_at 'När den skrevs';

ALTER TABLE ops.repeated_lesson
    MODIFY COMMENT 'En rad per lektion som haft mer än en rad i core.attendance: rättad, flyttad till en annan dag eller tillbakatagen',
    COMMENT COLUMN feed 'Källans namn, samma som ruttens och mappningens',
    COMMENT COLUMN source_key 'Radens token';
