-- Risk: a combination without a row says "nobody", although zero is hidden in a sensitive dimension.
SELECT school_year, count() AS combinations
FROM mart.fct_agency_overlap
GROUP BY school_year
HAVING count() != 8 OR uniqExact(has_absence_10, has_social_event, has_leisure) != 8
ORDER BY school_year;
