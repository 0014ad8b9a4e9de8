import { sign } from "../phrase.ts";

/** Somebody's own violence or control, or the fear of it. */
export const ownBehaviour = {
	"hurts someone": sign(
		`
		i|have|just|nearly|almost <hurt>|smacked|slapped|lost_it_with|lose_it_with|shouted_at|shout_at|screamed_at|scream_at|threatened|raped|strangled|hit out|at|up? my|her|him|the|our <close>|girlfriend|wife|children|partner|throat|again|last|so|and|when|by|in|$
		i am|might|could|will|would|going|gonna|scared|worried|afraid|frightened|about|may|nearly * <hurt>|<kill>|snap|lose_it|do_something|lash_out her|him|them|my|someone|with|at|to|$
		i|we lose|lost|losing it|my_temper|my_rag|control|the_plot with|at|when|and|again|around|$
		i|have|am frighten|scare|scared|frightened|frightening|scaring|terrify my|her|him|the|them <close>|children|family|$|and
		my|the|she|he|they|her <close>|children|wife|is|are|mum * <afraid> of me
		^ <close>|she|he|they is|are <afraid> of me
		am i an|being|the|a abuser|abusive|controlling|perpetrator|violent|problem|bad|too
		i am|was|think|become|becoming|being|turning|might * abuser|abusive|perpetrator|violent|controlling|the_problem|one_in_the_wrong|like_my_dad|a_monster|perp
		i|we check|checked|follow|followed|track|tracked|control|keep_checking|read|go_through|hold|hide|hid|pick|decide|monitor|stop|put|choose her|my_wifes|his|my_girlfriends|my_partners|my_ex|wifes|partners phone|messages|clothes|card|money|keys|location|emails|car|what|who|passport|from|everywhere|work
		says|said|thinks|calls|called|told|accused i_am|im|me|me_of abusive|controlling|of|being|an_abuser|scary|violent|too
		how|help|can|do|want|need|trying to|do|i|me stop being|hitting|hurting|doing|shouting|myself|losing|controlling|getting|checking|smashing|it|this like|this|her|my|them|angry|so|to|at|before
		stop|control|help|manage|with my|me|myself anger|temper|rage|violence|jealousy|from|hitting
		my anger|temper|jealousy|behaviour|rage is|gets|at|has|scares|and|problem|getting|towards|$
		makes|made|make me so? angry|mad|do|lose|hit|snap
		i end|ended up smashing|hitting|hurting|shouting|breaking|grabbing|pushing
		i|have punched|kicked|smashed|broke|threw a|the|her|his|my wall|door|phone|plate|hole|plates
		i used violence|force
		i|have|just got|been|done arrested|bailed|a_non_mol|for * hitting|assault|assaulting|her|wife|domestic|my
		`,
		"<material> hit|lost\ni hit|pushed|smashed * wall|target|button|send|deadline|it\nwork|spreadsheet|printer|laptop|computer|agencies|agency",
	),
};
