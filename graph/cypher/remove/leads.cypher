// Ties of type LEADS.
// $ids texts: ids of ties
UNWIND $ids AS id
MATCH (:Entity)-[tie:LEADS {id: id}]->(:Entity)
DELETE tie
