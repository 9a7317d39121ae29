// The vectors of these claims; claims without one are left out.
// $claims texts: ids of claims
UNWIND $claims AS id
MATCH (c:Claim {id: id})
WHERE c.vector IS NOT NULL
RETURN c.id AS claim, c.vector AS vector
ORDER BY claim
