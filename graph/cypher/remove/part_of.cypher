// Ties of type PART_OF.
// $ids texts: ids of ties
UNWIND $ids AS id
MATCH (:Entity)-[tie:PART_OF {id: id}]->(:Entity)
DELETE tie
