// Insights; of what two readings of one text say about it, the smaller stays (dates: the earlier).
// $rows rows: id, text, and everything else that was read or null
UNWIND $rows AS row
MERGE (insight:Insight {id: row.id})
SET insight.text = row.text,
    insight.external_id = CASE WHEN insight.external_id IS NULL OR row.external_id < insight.external_id THEN row.external_id ELSE insight.external_id END,
    insight.episode = CASE WHEN insight.episode IS NULL OR row.episode < insight.episode THEN row.episode ELSE insight.episode END,
    insight.speaker = CASE WHEN insight.speaker IS NULL OR row.speaker < insight.speaker THEN row.speaker ELSE insight.speaker END,
    insight.published = CASE WHEN insight.published IS NULL OR row.published < insight.published THEN row.published ELSE insight.published END,
    insight.week = CASE WHEN insight.week IS NULL OR row.week < insight.week THEN row.week ELSE insight.week END,
    insight.url = CASE WHEN insight.url IS NULL OR row.url < insight.url THEN row.url ELSE insight.url END,
    insight.read_at = CASE WHEN insight.read_at IS NULL OR row.read_at < insight.read_at THEN row.read_at ELSE insight.read_at END,
    insight.source_file = CASE WHEN insight.source_file IS NULL OR row.source_file < insight.source_file THEN row.source_file ELSE insight.source_file END
